package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

/** On a real implementation of MicroProfile Config, with several sources. */
class MicroProfileSourceTest {

    private static final int FILE = 100;
    private static final int ENVIRONMENT = 300;
    private static final int PROPERTIES = 400;

    @Test
    void load_severalSources() {
        TenantCacheConfig config = load(
                source(
                        "inbox.properties",
                        FILE,
                        Map.of(
                                "tenantcache.near.max-entries", "1",
                                "tenantcache.near.ttl", "${ttl}",
                                "ttl", "9s",
                                "tenantcache.caches.conversations.remote.ttl", "1s",
                                "tenantcache.caches.\"com.acme.Inbox.find\".remote.ttl", "4s",
                                "tenantcache.cascade.conversations", "messages,contacts",
                                "tenantcache.codec.allow", "com.acme.**,org.acme.Order")),
                environment(Map.of(
                        "TENANTCACHE_NEAR_MAX_ENTRIES", "2",
                        "TENANTCACHE_CACHES_CONVERSATIONS_REMOTE_TTL", "2s",
                        "TENANTCACHE_CACHES_DASHBOARD_STATS_REMOTE_TTL", "3s")),
                source("overrides", PROPERTIES, Map.of("tenantcache.near.max-entries", "3")));
        assertThat(config.defaults().near().maxEntries()).isEqualTo(3);
        assertThat(config.defaults().near().ttl()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.cache("conversations").remote().ttl()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.cache("dashboard-stats").remote().ttl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.cache("com.acme.Inbox.find").remote().ttl()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.cascade("conversations")).containsExactly("messages", "contacts");
        assertThat(config.codecAllow()).containsExactly("com.acme.**", "org.acme.Order");
    }

    @Test
    void load_problemsNameTheirConfigSource() {
        List<Problem> problems = problemsOf(() -> load(
                source("inbox.properties", FILE, Map.of("tenantcache.near.tll", "1s", "tenantcache.remote.ttl", "0s")),
                source("overrides", PROPERTIES, Map.of("tenantcache.near.ttl", "soon"))));
        assertThat(problems)
                .extracting(problem -> problem.id() + " " + problem.key() + " " + problem.source())
                .containsExactlyInAnyOrder(
                        "TC-001 tenantcache.near.tll PropertiesConfigSource[source=inbox.properties]",
                        "TC-003 tenantcache.remote.ttl PropertiesConfigSource[source=inbox.properties]",
                        "TC-002 tenantcache.near.ttl PropertiesConfigSource[source=overrides]");
    }

    @Test
    void load_brokenExpression() {
        List<Problem> problems = problemsOf(
                () -> load(source("inbox.properties", FILE, Map.of("tenantcache.redis.password", "${no.such.key}"))));
        assertThat(idsAndKeys(problems)).containsExactly("TC-008 tenantcache.redis.password");
    }

    @Test
    void load_unknownVariable_isAWarning() {
        try (ConfigLog log = ConfigLog.record()) {
            load(environment(Map.of(
                    "TENANTCACHE_PORT", "tcp://127.0.0.1:1",
                    "TENANTCACHE_NEAR_TTL", "1s",
                    "TENANTCACHE_CACHES_DASHBOARD_STATS_REMOTE_TTL", "3s")));
            assertThat(log.warnings()).singleElement().asString().contains("TENANTCACHE_PORT");
        }
    }

    @Test
    void load_unknownSystemProperty_isAWarning() {
        String key = "tenantcache.neer.ttl";
        System.setProperty(key, "1s");
        try (ConfigLog log = ConfigLog.record()) {
            load(source("system", PROPERTIES, Map.of(key, "1s")));
            assertThat(log.warnings()).singleElement().asString().contains(key, "tenantcache.near.ttl");
        } finally {
            System.clearProperty(key);
        }
    }

    @Test
    void forClassLoader_asksTheConfigOfThatLoader() throws Exception {
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        SmallRyeConfig config = config(source("app", FILE, Map.of("tenantcache.schema-version", "v7")));
        try (URLClassLoader application =
                new URLClassLoader(new URL[0], getClass().getClassLoader())) {
            resolver.registerConfig(config, application);
            try {
                assertThat(TenantCacheConfigLoader.load(application, Tenancy.PER_TENANT)
                                .defaults())
                        .returns("v7", CacheConfig::schemaVersion)
                        .returns(Tenancy.PER_TENANT, CacheConfig::tenancy);
                assertThat(TenantCacheConfigLoader.load(getClass().getClassLoader(), Tenancy.SHARED)
                                .defaults()
                                .schemaVersion())
                        .isEqualTo("v1");
            } finally {
                resolver.releaseConfig(config);
            }
        }
    }

    private static TenantCacheConfig load(ConfigSource... sources) {
        return TenantCacheConfigLoader.of(new MicroProfileSource(config(sources)))
                .load();
    }

    private static SmallRyeConfig config(ConfigSource... sources) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .build();
    }

    private static ConfigSource source(String name, int ordinal, Map<String, String> settings) {
        return new PropertiesConfigSource(settings, name, ordinal);
    }

    private static ConfigSource environment(Map<String, String> variables) {
        return new EnvConfigSource(variables, ENVIRONMENT);
    }
}
