package io.tenantcache.config;

import static io.tenantcache.testing.GuidePage.code;
import static io.tenantcache.testing.GuidePage.head;
import static io.tenantcache.testing.GuidePage.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.testing.GuidePage;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the documentation to the code: the table of settings is written from {@link Settings}, that of their problems from
 * {@link ProblemKind}.
 */
class ConfigurationPageTest {

    @Test
    void settings_areUpToDate() {
        GuidePage.of("configuration.md").assertPart("settings", settings());
    }

    @Test
    void problems_areUpToDate() {
        GuidePage.of("messages.md").assertPart("configuration", problems());
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
                        setting.defaultText().map(GuidePage::code).orElse(""),
                        setting.values(),
                        setting.documentation()))
                .collect(Collectors.joining("", head("key", "per cache too", "default", "value", "meaning"), ""));
    }

    private static String problems() {
        return Arrays.stream(ProblemKind.values())
                .map(kind -> row(kind.id(), kind.meaning()))
                .collect(Collectors.joining("", head("id", "meaning"), ""));
    }
}
