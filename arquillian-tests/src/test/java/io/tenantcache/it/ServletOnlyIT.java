package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.it.app.servlet.CounterServlet;
import java.io.IOException;
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

    /** Errors of the server, and what the JVM calls a class that is not there, at whatever level it is logged. */
    private static final Pattern TROUBLE =
            Pattern.compile("^\\[[^]]+] \\w+ \\S+ +E .*|.*(ClassNotFound|NoClassDefFound|LinkageError|NoSuchMethod).*");

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.bareArchive("counters", CounterServlet.class.getPackage());
    }

    @Test
    void ownResolver() {
        assertThat(node.page("acme/one")).isEqualTo("1 1");
        assertThat(node.page("acme/one")).isEqualTo("1 2");
        assertThat(node.page("globex/one")).isEqualTo("2 1");

        node.deletePage("globex/one");

        assertThat(node.page("globex/one")).isEqualTo("3 2");
        assertThat(node.page("acme/one")).isEqualTo("1 3");
    }

    @Test
    void tenantContext() {
        String page = node.page("two?tenant=initech");
        String count = page.substring(0, page.indexOf(' '));

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
            return files.toList();
        }
    }
}
