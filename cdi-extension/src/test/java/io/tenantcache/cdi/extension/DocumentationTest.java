package io.tenantcache.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide tells of all rules and settings, with their defaults. */
class DocumentationTest {

    private final List<String> guide = lines("cdi.md", "metrics.md");

    DocumentationTest() throws IOException {}

    private static List<String> lines(String... pages) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String page : pages) {
            lines.addAll(Files.readAllLines(Path.of("../docs", page)));
        }
        return lines;
    }

    @Test
    void rules() {
        assertThat(Arrays.stream(DeploymentRule.values()).map(DeploymentRule::id))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(guide).anyMatch(line -> line.startsWith("| " + id + " |")));
    }

    @Test
    void settings() {
        List<Setting<?>> settings = List.of(
                TenantSettings.CLAIM,
                TenantSettings.HEADER,
                TenantSettings.HEADER_ENABLED,
                MonitoringSettings.STRICT_HEALTH);
        assertThat(settings)
                .allSatisfy(setting -> assertThat(guide)
                        .anyMatch(line -> line.startsWith("| `" + setting.key() + "` | `"
                                + setting.defaultText().orElseThrow() + "` |")));
    }
}
