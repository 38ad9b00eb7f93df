package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.it.app.servlet.CounterServlet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application of one servlet, on a server that has servlets and injection and nothing else. */
@ArquillianTest
class ServletOnlyIT extends DeployedApplication {

    private static final String APPLICATION = "counters";

    /** Errors of the server, and what the JVM calls a class that is not there, at whatever level it is logged. */
    private static final Pattern TROUBLE =
            Pattern.compile("^\\[[^]]+] \\w+ \\S+ +E .*|.*(ClassNotFound|NoClassDefFound|LinkageError|NoSuchMethod).*");

    private static final long STARTED = ManagementFactory.getRuntimeMXBean().getStartTime();

    ServletOnlyIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.bareArchive(APPLICATION, CounterServlet.class.getPackage());
    }

    @Test
    void ownResolver() {
        String count = count(node.page("acme/one"));
        assertThat(node.page("acme/one")).isEqualTo(count + " 2");
        String otherCount = count(node.page("globex/one"));
        assertThat(otherCount).isNotEqualTo(count);

        node.deletePage("globex/one");

        assertThat(count(node.page("globex/one"))).isNotEqualTo(otherCount);
        assertThat(node.page("acme/one")).isEqualTo(count + " 3");
    }

    private static String count(String page) {
        return page.substring(0, page.indexOf(' '));
    }

    @Test
    void tenantContext() {
        String count = count(node.page("two?tenant=initech"));

        assertThat(node.page("two?tenant=initech")).isEqualTo(count + " 2");
        assertThat(node.page("two?tenant=hooli")).doesNotStartWith(count + " ").endsWith(" 1");
    }

    @Test
    void noTenant() {
        assertThat(node.pageResponse("one").statusCode()).isEqualTo(400);
    }

    @Test
    void log_withoutTrouble() throws IOException {
        node.page("acme/three");
        Path logs = Path.of(System.getProperty("liberty.logs"));

        assertThat(Files.readAllLines(logs.resolve("messages.log")))
                .anyMatch(line -> line.contains("CWWKZ0001I"))
                .noneMatch(line -> TROUBLE.matcher(line).matches());
        assertThat(ffdc(logs)).isEmpty();
    }

    private static List<Path> ffdc(Path logs) throws IOException {
        Path folder = logs.resolve("ffdc");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            // Those of earlier runs stay until the build is cleaned.
            return files.filter(file -> file.toFile().lastModified() > STARTED).toList();
        }
    }
}
