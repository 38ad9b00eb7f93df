package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.metrics.SharedMetricRegistries;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantContext;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimiter;
import io.tenantcache.testing.RedisProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.CacheManager;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.Test;

/** The metrics in the registry of an application. */
class CacheMetricsTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final MetricRegistry registry = SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);

    @ApplicationScoped
    static class Registries {
        @Produces
        MetricRegistry registry() {
            return SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);
        }
    }

    /** A registry that adds the name of the application. */
    @ApplicationScoped
    static class NamedRegistries {
        static final String SCOPE = "named";

        @Produces
        MetricRegistry registry() {
            return of();
        }

        static MetricRegistry of() {
            return SharedMetricRegistries.getOrCreate(SCOPE, () -> "named");
        }
    }

    private static void use(TenantCache<Object, Object> cache) {
        cache.put("a", "1");
        cache.get("a");
        cache.get("none");
        cache.getOrLoad("b", key -> "2");
        cache.clear();
    }

    private double value(String name, String... tags) {
        return registry.getGauge(new MetricID("tenantcache." + name, tags(tags)))
                .getValue()
                .doubleValue();
    }

    private static Tag[] tags(String... tags) {
        Tag[] all = new Tag[tags.length / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Tag(tags[2 * i], tags[2 * i + 1]);
        }
        return all;
    }

    private List<MetricID> ours() {
        return registry.getMetricIDs().stream()
                .filter(id -> id.getName().startsWith("tenantcache."))
                .toList();
    }

    private Set<String> caches() {
        return ours().stream()
                .filter(id -> id.getTags().containsKey("cache"))
                .map(id -> id.getTags().get("cache"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void metrics_areReadFromTheCache() {
        try (Application application = Application.of(Registries.class)) {
            TenantContext.run(ACME, () -> use(application.cache("c")));
            assertThat(value("gets.total", "cache", "c", "result", "hit", "tier", "near"))
                    .isEqualTo(1);
            assertThat(value("gets.total", "cache", "c", "result", "hit", "tier", "remote"))
                    .isZero();
            assertThat(value("gets.total", "cache", "c", "result", "miss", "tier", "none"))
                    .isEqualTo(2);
            assertThat(value("puts.total", "cache", "c")).isEqualTo(1);
            assertThat(value("loads.total", "cache", "c", "result", "success")).isEqualTo(1);
            assertThat(value("loads.total", "cache", "c", "result", "failure")).isZero();
            assertThat(value("loads.time", "cache", "c")).isPositive();
            assertThat(value("loads.duration", "cache", "c", "quantile", "0.99"))
                    .isPositive();
            assertThat(value("invalidations.total", "cache", "c", "scope", "cache", "origin", "here"))
                    .isEqualTo(1);
            assertThat(value("near.entries", "cache", "c")).isEqualTo(2);
            assertThat(value("near.size", "cache", "c")).isPositive();
            assertThat(ours()).noneMatch(id -> id.getTags().containsKey("tenant"));
            assertThat(ours()).noneMatch(id -> id.getName().startsWith("tenantcache.breaker"));
        }
    }

    @Test
    void metrics_ofWhatIsOpen_whileTheApplicationRuns() {
        try (Application application = Application.of(Registries.class)) {
            application.cache("c");
            application.cache("d");
            assertThat(caches()).containsExactly("c", "d");
            application.cache("c").close();
            assertThat(caches()).containsExactly("d");
            TenantContext.run(ACME, () -> use(application.cache("c")));
            assertThat(value("puts.total", "cache", "c")).as("of the new one").isEqualTo(1);
        }
        assertThat(ours()).isEmpty();
    }

    @Test
    void metrics_byTenant_whereSwitchedOn() {
        Map<String, String> settings =
                Map.of("tenantcache.metrics.tenants", "1", "tenantcache.caches.s.tenancy", "shared");
        try (Application application = Application.configured(settings, Registries.class)) {
            TenantContext.run(ACME, () -> use(application.cache("c")));
            TenantContext.run(GLOBEX, () -> use(application.cache("c")));
            application.cache("s").put("k", "v");
            assertThat(value("puts.total", "cache", "c", "tenant", "acme")).isEqualTo(1);
            assertThat(value("puts.total", "cache", "c", "tenant", "other")).isEqualTo(1);
            assertThat(value("puts.total", "cache", "s", "tenant", "other")).isEqualTo(1);
            assertThat(ours()).noneMatch(id -> "globex".equals(id.getTags().get("tenant")));
        }
        assertThat(ours()).isEmpty();
    }

    @Test
    void metrics_ofRateLimits() {
        RateLimit limit = RateLimit.of("sign-in", 1, Duration.ofMinutes(1));
        try (Application application = Application.of(Registries.class)) {
            RateLimiter limiter = application.bean(CacheManager.class).unwrap(RateLimiter.class);
            for (int i = 0; i < 4; i++) {
                limiter.acquire(limit, "jane");
            }
            assertThat(value("ratelimit.admitted.total", "limit", "sign-in")).isEqualTo(1);
            assertThat(value("ratelimit.denied.total", "limit", "sign-in", "from", "counters"))
                    .isEqualTo(1);
            assertThat(value("ratelimit.denied.total", "limit", "sign-in", "from", "memory"))
                    .isEqualTo(2);
            assertThat(value("ratelimit.away.total", "limit", "sign-in", "decision", "local"))
                    .isZero();
        }
        assertThat(ours()).isEmpty();
    }

    @Test
    void metrics_ofRedis() {
        try (RedisProcess redis = RedisProcess.started();
                Application application = Application.configured(Application.over(redis, Map.of()), Registries.class)) {
            // It may connect after its start.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                TenantContext.run(ACME, () -> use(application.cache("c")));
                assertThat(value("breaker.state", "state", "closed")).isEqualTo(1);
                assertThat(value("near.trusted")).isEqualTo(1);
                assertThat(value("journal.depth")).isZero();
                assertThat(value("remote.operations.total", "cache", "c", "operation", "read"))
                        .isPositive();
            });
            assertThat(value("breaker.state", "state", "half-open")).isZero();
            assertThat(value("coherence.lag")).isBetween(0.0, 60.0);
            assertThat(value("remote.operations.total", "cache", "c", "operation", "write"))
                    .isPositive();
            assertThat(value("remote.duration", "cache", "c", "operation", "read", "quantile", "0.5"))
                    .isPositive();
        }
        assertThat(ours()).isEmpty();
    }

    /** Some servers have one registry for all applications, and nothing in it that tells them apart. */
    @Test
    void metrics_ofAnotherApplicationInTheSameRegistry_stay() {
        try (Application first = Application.of(Registries.class);
                LogLines log = LogLines.of("io.tenantcache.cdi.metrics.CacheMetrics")) {
            TenantContext.run(ACME, () -> use(first.cache("c")));
            assertThat(log.lines()).isEmpty();
            try (Application second = Application.of(Registries.class)) {
                second.cache("d");
                assertThat(log.lines()).isEmpty();
                second.cache("c");
                second.cache("d");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("Series of this application are not shown", "mp.metrics.appName");
            assertThat(caches()).containsExactly("c");
            assertThat(value("puts.total", "cache", "c")).isEqualTo(1);
        }
        assertThat(ours()).isEmpty();
    }

    /** Some servers add a tag for the application, and then have its metrics under other ids than it has. */
    @Test
    void metrics_ofANamedApplication_ofWhatIsOpen() {
        MetricRegistry named = NamedRegistries.of();
        try (LogLines log = LogLines.of("io.tenantcache.cdi.metrics.CacheMetrics");
                Application application =
                        Application.configured(Map.of("mp.metrics.appName", "named"), NamedRegistries.class)) {
            application.cache("c");
            application.cache("d");
            assertThat(named.getMetricIDs())
                    .isNotEmpty()
                    .allMatch(id -> "named".equals(id.getTags().get("mp_app")))
                    .anyMatch(id -> "c".equals(id.getTags().get("cache")));

            application.cache("c").close();
            assertThat(named.getMetricIDs())
                    .isNotEmpty()
                    .noneMatch(id -> "c".equals(id.getTags().get("cache")));
            application.cache("c");
            assertThat(log.lines()).isEmpty();
        } finally {
            assertThat(named.getMetricIDs()).isEmpty();
            SharedMetricRegistries.drop(NamedRegistries.SCOPE);
        }
    }

    @Test
    void metrics_switchedOff_orWithoutARegistry() {
        Map<String, String> off = Map.of("tenantcache.metrics.enabled", "false");
        try (Application application = Application.configured(off, Registries.class)) {
            TenantContext.run(ACME, () -> use(application.cache("c")));
            assertThat(ours()).isEmpty();
        }
        try (Application application = Application.of()) {
            TenantContext.run(ACME, () -> use(application.cache("c")));
            assertThat(ours()).isEmpty();
        }
    }
}
