package io.tenantcache.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tenantcache.config.Setting;
import io.tenantcache.config.SettingSource;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfigLoader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the guides stand in code that tests deploy, line by line, and their settings are settings. */
class GuideExamplesTest {

    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java"), Path.of("../arquillian-tests/src/test/java/io/tenantcache/it"));

    private final String sources = SOURCES.stream().map(GuideExamplesTest::all).collect(Collectors.joining());

    private static String all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                text.append(words(Files.readString(file)));
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> blocks(String page, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs").resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String words(String java) {
        return java.replaceAll("//[^\n]*", "").replaceAll("\\s", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenancy.md", "liberty.md", "payara.md", "ratelimit.md"})
    void java_isDeployedByATest(String page) throws IOException {
        List<String> blocks = blocks(page, "java");
        assertThat(blocks).isNotEmpty();
        assertThat(blocks.stream().flatMap(String::lines))
                .map(line -> words(line.replace("{ ... }", "{").replace("{}", "")))
                .allSatisfy(line -> assertThat(sources).contains(line));
    }

    @Test
    void xml_isOfAServerOfTheTests() throws IOException {
        String server = Files.readString(Path.of("../arquillian-tests/src/test/liberty/servlet.xml"));
        List<String> features = blocks("liberty.md", "xml").stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.startsWith("<feature>"))
                .toList();
        assertThat(features)
                .isNotEmpty()
                .allSatisfy(feature -> assertThat(server).contains(feature));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configuration.md",
                "tenancy.md",
                "payara.md",
                "invalidation.md",
                "metrics.md",
                "annotations.md",
                "loading.md",
                "ratelimit.md"
            })
    void properties_areSettings(String page) throws IOException {
        for (String block : blocks(page, "properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(block));
            Map<String, String> settings = new HashMap<>();
            properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
            assertThatCode(() -> TenantCacheConfigLoader.of(SettingSource.of(page, settings))
                            .defaultTenancy(Tenancy.PER_TENANT)
                            .recognise(DeploymentSettings.OWN.toArray(Setting<?>[]::new))
                            .load())
                    .doesNotThrowAnyException();
        }
    }
}
