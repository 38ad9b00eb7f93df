package io.tenantcache.it;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A Payara Micro with several applications, started by its own command: Arquillian's connector starts one JVM for each
 * deployment, and forgets all but the last. It ends with the JVM of the tests.
 */
final class PayaraMicro {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final int port = Redis.freePort();
    private final Path log = new File("target/payara-micro.log").toPath();

    private PayaraMicro(List<WebArchive> applications) {
        try {
            Process process = start(applications);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            await("Payara Micro, which writes to " + log).atMost(PATIENCE).until(() -> isReady(process));
        } catch (IOException failure) {
            throw new UncheckedIOException("Payara Micro does not start", failure);
        }
    }

    /** With two nodes over Redis, two applications without, two over a Redis that comes and goes, and one that is refused. */
    static PayaraMicro shared() {
        return Shared.INSTANCE;
    }

    private Process start(List<WebArchive> applications) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-jar",
                System.getProperty("payara.micro.jar"),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--prebootcommandfile",
                System.getProperty("payara.preboot")));
        Path folder = Files.createTempDirectory("payara-micro");
        folder.toFile().deleteOnExit();
        for (WebArchive application : applications) {
            File file = folder.resolve(application.getName()).toFile();
            application.as(ZipExporter.class).exportTo(file);
            file.deleteOnExit();
            command.addAll(List.of("--deploy", file.toString()));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private boolean isReady(Process process) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Payara Micro has ended: see " + log);
        }
        // Payara says so once all applications are deployed, or were refused.
        return Files.readString(log).contains("Payara Micro 6")
                && Files.readString(log).contains("ready in");
    }

    /** What it has written. */
    Path log() {
        return log;
    }

    Node node(String name) {
        return Node.named(name, port);
    }

    /** Started when it is first asked for. */
    private static final class Shared {
        static final PayaraMicro INSTANCE = new PayaraMicro(List.of(
                TwoNodesContract.archive("one"),
                TwoNodesContract.archive("two"),
                TwoApplicationsContract.archive(TwoApplicationsContract.FIRST),
                TwoApplicationsContract.archive(TwoApplicationsContract.SECOND),
                HealthContract.lenientArchive(),
                HealthContract.strictArchive(),
                RefusedDeploymentContract.archive()));
    }
}
