package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"tenantcache.near.max-entries", "tenantcache_near_max_entries", "TENANTCACHE_NEAR_MAX_ENTRIES"})
    void load_setting(String variable) {
        assertThat(load(Map.of(variable, "7")).defaults().near().maxEntries()).isEqualTo(7);
    }

    @Test
    void get_exactNameComesFirst() {
        EnvironmentSource source = new EnvironmentSource(Map.of("a.b", "exact", "a_b", "lower", "A_B", "upper"));
        assertThat(source.get("a.b")).isEqualTo("exact");
        assertThat(source.get("a-b")).isEqualTo("lower");
        assertThat(source.get("A-b")).isEqualTo("upper");
        assertThat(source.get("a.c")).isNull();
    }

    @Test
    void load_cacheThatNoOtherSourceNames() {
        TenantCacheConfig config = load(Map.of(
                "TENANTCACHE_NEAR_TTL", "3s",
                "TENANTCACHE_CACHES_DASHBOARD_STATS_REMOTE_TTL", "30s",
                "TENANTCACHE_CACHES__COM_ACME_INBOX_FIND__NEAR_MAX_ENTRIES", "9",
                "TENANTCACHE_CASCADE_CONVERSATIONS", "messages,dashboard-stats"));
        for (String name : List.of("dashboard-stats", "dashboard.stats", "Dashboard_Stats")) {
            assertThat(config.cache(name).remote().ttl()).as(name).isEqualTo(Duration.ofSeconds(30));
            assertThat(config.cache(name).near().ttl()).as(name).isEqualTo(Duration.ofSeconds(3));
        }
        assertThat(config.cache("com.acme.Inbox.find").near().maxEntries()).isEqualTo(9);
        assertThat(config.cascade("conversations")).containsExactly("messages", "dashboard-stats");
        assertThat(config.cache("dashboard")).isEqualTo(config.defaults());
        assertThat(config.cascade("dashboard")).isEmpty();
    }

    @Test
    void load_cacheThatAnotherSourceNames_isMerged() {
        TenantCacheConfig config = TenantCacheConfigLoader.of(
                        new EnvironmentSource(Map.of(
                                "TENANTCACHE_CACHES_DASHBOARD_STATS_REMOTE_TTL", "30s",
                                "TENANTCACHE_CASCADE_DASHBOARD_STATS", "a")),
                        SettingSource.of(
                                "file",
                                Map.of(
                                        "tenantcache.caches.dashboard-stats.remote.ttl", "5s",
                                        "tenantcache.caches.dashboard-stats.near.ttl", "4s",
                                        "tenantcache.cascade.dashboard-stats", "b")))
                .load();
        CacheConfig cache = config.cache("dashboard-stats");
        assertThat(cache.remote().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(cache.near().ttl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.cascade("dashboard-stats")).containsExactly("a");
    }

    @Test
    void load_malformed_namesTheVariable() {
        List<Problem> problems = problemsOf(
                () -> load(Map.of("TENANTCACHE_NEAR_TTL", "30", "TENANTCACHE_CACHES_STATS_REMOTE_TTL", "0s")));
        assertThat(idsAndKeys(problems))
                .containsExactly("TC-002 tenantcache.near.ttl", "TC-003 TENANTCACHE_CACHES_STATS_REMOTE_TTL");
        assertThat(problems.get(0).source()).isEqualTo("environment variable TENANTCACHE_NEAR_TTL");
    }

    @Test
    void load_unknownVariable_isAWarning() {
        try (ConfigLog log = ConfigLog.record()) {
            assertThat(load(Map.of("TENANTCACHE_NEAR_TLL", "hush", "TENANTCACHE_PORT", "tcp://hush", "PATH", "/"))
                            .caches())
                    .isEmpty();
            assertThat(log.warnings())
                    .hasSize(2)
                    .anyMatch(warning ->
                            warning.contains("TENANTCACHE_NEAR_TLL (environment variable" + " TENANTCACHE_NEAR_TLL)")
                                    && warning.contains("The nearest one is TENANTCACHE_NEAR_TTL."))
                    .noneMatch(warning -> warning.contains("hush"));
        }
    }

    private static TenantCacheConfig load(Map<String, String> variables) {
        return TenantCacheConfigLoader.of(new EnvironmentSource(variables)).load();
    }
}
