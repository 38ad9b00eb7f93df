package io.tenantcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/configuration.md} to the code: the tables between its markers are written from {@link Settings} and
 * {@link ProblemKind}. With {@code -Ddocs.rewrite=true} the page is written anew.
 */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ".")).resolve("../docs/configuration.md");

    @Test
    void page_isUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String upToDate = replaced(replaced(page, "settings", settings()), "problems", problems());
        if (Boolean.getBoolean("docs.rewrite")) {
            Files.writeString(PAGE, upToDate);
        } else {
            assertThat(page)
                    .as("docs/configuration.md; run this test with -Ddocs.rewrite=true to bring it up to date")
                    .isEqualTo(upToDate);
        }
    }

    @Test
    void settings_noneIsForgotten() {
        List<?> constants = Arrays.stream(Settings.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class)
                .map(field -> {
                    try {
                        return field.get(null);
                    } catch (IllegalAccessException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                })
                .toList();
        assertThat(constants).isNotEmpty();
        assertThat(Settings.ALL).doesNotHaveDuplicates();
        assertThat(constants.containsAll(Settings.ALL) && Settings.ALL.containsAll(constants))
                .isTrue();
    }

    @Test
    void settings_defaultsAreValid() {
        assertThat(Settings.ALL)
                .allSatisfy(setting -> assertThat(setting.defaultValue() == null)
                        .isEqualTo(setting.defaultText().isEmpty()));
    }

    private static String settings() {
        return Settings.ALL.stream()
                .map(setting -> row(
                        code(setting.key()),
                        setting.reach() == Setting.Reach.ALL_AND_EACH ? "yes" : "",
                        setting.defaultText().map(ConfigurationPageTest::code).orElse(""),
                        setting.values(),
                        setting.documentation()))
                .collect(Collectors.joining(
                        "",
                        row("key", "per cache too", "default", "value", "meaning") + "|---|---|---|---|---|\n",
                        ""));
    }

    private static String problems() {
        return Arrays.stream(ProblemKind.values())
                .map(kind -> row(kind.id(), kind.meaning()))
                .collect(Collectors.joining("", row("id", "meaning") + "|---|---|\n", ""));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String replaced(String page, String part, String content) {
        String begin = "<!-- " + part + ": begin -->\n";
        String end = "<!-- " + part + ": end -->";
        assertThat(page).contains(begin, end);
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + content + page.substring(page.indexOf(end, from));
    }
}
