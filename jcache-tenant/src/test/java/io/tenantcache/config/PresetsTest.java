package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetsTest {

    private static CacheConfig cache(Map<String, String> settings) {
        return TenantCacheConfigLoader.load(settings, Tenancy.SHARED).cache("c");
    }

    private static Duration remoteTtl(Map<String, String> settings) {
        return cache(settings).remote().ttl();
    }

    @ParameterizedTest
    @CsvSource({
        "realtime, 60",
        "short, 60",
        "medium, 300",
        "standard, 900",
        "long, 3600",
        "very-long, 86400",
        "' week ', 604800"
    })
    void builtIn(String name, long seconds) {
        assertThat(remoteTtl(Map.of("tenantcache.remote.ttl", name))).hasSeconds(seconds);
        assertThat(remoteTtl(Map.of("tenantcache.caches.c.remote.ttl", name))).hasSeconds(seconds);
        assertThat(cache(Map.of("tenantcache.absent.ttl", name)).load().absentTtl())
                .hasSeconds(seconds);
    }

    @Test
    void changed() {
        assertThat(remoteTtl(Map.of("tenantcache.preset.short", "10s", "tenantcache.caches.c.remote.ttl", "short")))
                .hasSeconds(10);
    }

    @Test
    void added() {
        assertThat(remoteTtl(Map.of("tenantcache.preset.lunch-break", "45m", "tenantcache.remote.ttl", "lunch-break")))
                .hasMinutes(45);
    }

    @Test
    void added_inVariables() {
        SettingSource variables = new EnvironmentSource(
                Map.of("TENANTCACHE_PRESET_LUNCH_BREAK", "45m", "TENANTCACHE_PRESET_VERY_LONG", "2d"));
        for (String name : List.of("lunch-break", "very-long")) {
            TenantCacheConfig config = TenantCacheConfigLoader.of(
                            SettingSource.of("file", Map.of("tenantcache.remote.ttl", name)), variables)
                    .load();
            assertThat(config.defaults().remote().ttl())
                    .isEqualTo(name.equals("very-long") ? Duration.ofDays(2) : Duration.ofMinutes(45));
        }
    }

    @Test
    void wordsOfTheSettingItself() {
        assertThat(cache(Map.of("tenantcache.absent.ttl", "off")).load().absentTtl())
                .isZero();
        assertThat(remoteTtl(Map.of("tenantcache.remote.ttl", "unlimited"))).isEqualTo(Durations.UNLIMITED);
    }

    @Test
    void unknown_listsThoseKnown() {
        List<Problem> problems = problemsOf(
                () -> cache(Map.of("tenantcache.preset.lunch", "45m", "tenantcache.caches.c.remote.ttl", "shrot")));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("tenantcache.caches.c.remote.ttl");
            assertThat(problem.explanation()).contains("'shrot' is neither a duration nor the name of a preset");
            assertThat(problem.remedy())
                    .contains("long, lunch, medium, realtime, short, standard, very-long, week")
                    .contains("30s");
        });
    }

    @Test
    void malformed_reportedOnce_usedOrNot() {
        assertThat(idsAndKeys(problemsOf(() -> cache(Map.of(
                        "tenantcache.preset.short", "10",
                        "tenantcache.preset.unused", "0s",
                        "tenantcache.remote.ttl", "short")))))
                .containsExactlyInAnyOrder("TC-002 tenantcache.preset.short", "TC-003 tenantcache.preset.unused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "unlimited", "p1d", "5m", "a b"})
    void name_refused(String name) {
        assertThat(idsAndKeys(problemsOf(() -> cache(Map.of("tenantcache.preset." + name, "10s")))))
                .containsExactly("TC-002 tenantcache.preset." + name);
    }

    @Test
    void otherSettings_takeNone() {
        assertThat(idsAndKeys(problemsOf(() -> cache(Map.of("tenantcache.load.deadline", "short")))))
                .containsExactly("TC-002 tenantcache.load.deadline");
    }
}
