package io.tenantcache.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide tells of all rules and settings, with their defaults. */
class DocumentationTest {

    private final List<String> guide = Files.readAllLines(Path.of("../docs/cdi.md"));

    DocumentationTest() throws IOException {}

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
