package io.tenantcache.cdi.extension;

import static io.tenantcache.testing.GuidePage.code;
import static io.tenantcache.testing.GuidePage.head;
import static io.tenantcache.testing.GuidePage.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.testing.GuidePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the documentation to the code: the rules of deployments and this module's settings are written from it. */
class DocumentationTest {

    @Test
    void rules() {
        assertThat(Arrays.stream(DeploymentRule.values()).map(DeploymentRule::id))
                .doesNotHaveDuplicates();
        GuidePage.of("messages.md")
                .assertPart(
                        "deployment",
                        Arrays.stream(DeploymentRule.values())
                                .map(rule -> row(rule.id(), rule.meaning(), rule.remedy() + "."))
                                .collect(Collectors.joining("", head("id", "meaning", "what to do"), "")));
    }

    @Test
    void settings() {
        GuidePage.of("configuration.md")
                .assertPart(
                        "cdi-settings",
                        DeploymentSettings.OWN.stream()
                                .map(setting -> row(
                                        code(setting.key()),
                                        setting.defaultText()
                                                .map(GuidePage::code)
                                                .orElse(""),
                                        setting.values(),
                                        setting.documentation()))
                                .collect(Collectors.joining("", head("key", "default", "value", "meaning"), "")));
    }

    /** White space is the formatter's. */
    @Test
    void asynchronousMethods_areThoseOfABean() throws IOException {
        String page = Files.readString(Path.of("../docs/annotations.md"));
        int begin = page.indexOf("```java", page.indexOf("## Asynchronous methods")) + "```java".length();
        String example = page.substring(begin, page.indexOf("```", begin));
        String bean = Files.readString(Path.of("src/test/java/io/tenantcache/cdi/Quotes.java"));
        assertThat(bean.replaceAll("\\s", "")).contains(example.replaceAll("\\s", ""));
    }
}
