package io.tenantcache.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The JVM of the server that Arquillian manages, looked at from outside. */
final class ServerProcess {

    /** What Open Liberty makes one of for each application. */
    private static final String APPLICATION_LOADER = "com.ibm.ws.classloading.internal.AppClassLoader";

    private static final Pattern INSTANCES = Pattern.compile(
            "^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(APPLICATION_LOADER) + "\\s*$", Pattern.MULTILINE);

    /** Threads of Java have a number; those of the JVM itself do not. */
    private static final Pattern THREAD = Pattern.compile("^\"(.+)\" #\\d+ ", Pattern.MULTILINE);

    /** Pools of the server and of the JVM, which grow and shrink as they see fit. */
    private static final Pattern POOLED = Pattern.compile(
            "(Default|Scheduled) Executor-thread-\\d+|C[12] CompilerThread\\d+|Attach Listener|RMI .*|JMX .*");

    private final long pid;

    private ServerProcess(long pid) {
        this.pid = pid;
    }

    /** The only Java process that this one started. */
    static ServerProcess managed() {
        List<ProcessHandle> servers = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/java"))
                        .isPresent())
                .toList();
        if (servers.size() != 1) {
            throw new IllegalStateException("Not one server but " + servers.size());
        }
        return new ServerProcess(servers.get(0).pid());
    }

    /** The class loaders of applications that are still reachable after a full collection. */
    long applicationLoaders() {
        String histogram = ask("GC.class_histogram");
        return INSTANCES
                .matcher(histogram)
                .results()
                .mapToLong(instances -> Long.parseLong(instances.group(1)))
                .sum();
    }

    /** The names of the threads, without those of the server's own pools. */
    List<String> threads() {
        return THREAD.matcher(ask("Thread.print"))
                .results()
                .map((MatchResult thread) -> thread.group(1))
                .filter(name -> !POOLED.matcher(name).matches())
                .sorted()
                .toList();
    }

    private String ask(String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + answer);
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
