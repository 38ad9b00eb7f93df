package io.tenantcache.cdi.metrics;

import static io.tenantcache.testing.Managers.connected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.metrics.SharedMetricRegistries;
import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Codec;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfigBuilder;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimiter;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What each figure says at rest, and after what it is there to tell of. */
class FiguresTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final List<String> QUANTILES = List.of("0", "0.5", "0.95", "0.99", "1");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private final List<Node> opened = new ArrayList<>();

    /** A node of its own registry, with the cache "c". */
    private static final class Node {
        private final String scope = UUID.randomUUID().toString();
        private final MetricRegistry registry = SharedMetricRegistries.getOrCreate(scope);
        private final TenantCacheManager manager;
        private final TenantCache<String, Object> cache;

        Node(TenantCacheConfig config) {
            manager = Managers.open(config);
            cache = manager.getOrCreateCache("c");
            CacheMetrics.of(manager.statistics(), registry, CacheMetrics.Detail.CACHES);
        }

        /** What the cache's series of those tags says. */
        double ofCache(String metric, String... tags) {
            return value(metric, with(tags, "cache", "c"));
        }

        /** What the series of those tags says. */
        double value(String metric, String... tags) {
            Tag[] all = new Tag[tags.length / 2];
            for (int i = 0; i < all.length; i++) {
                all[i] = new Tag(tags[2 * i], tags[2 * i + 1]);
            }
            return registry.getGauge(new MetricID("tenantcache." + metric, all))
                    .getValue()
                    .doubleValue();
        }

        void close() {
            manager.close();
            SharedMetricRegistries.drop(scope);
        }
    }

    @AfterEach
    void close() {
        opened.forEach(Node::close);
    }

    private Node open(UnaryOperator<TenantCacheConfigBuilder> settings) {
        return open(TenantCacheConfig.builder(), settings);
    }

    private Node open(TenantCacheConfigBuilder from, UnaryOperator<TenantCacheConfigBuilder> settings) {
        Node node = new Node(settings.apply(from.tenancy(Tenancy.PER_TENANT)).build());
        opened.add(node);
        return node;
    }

    private Node overRedis(UnaryOperator<TenantCacheConfigBuilder> settings) {
        Node node = open(Configs.patient(redis.address()), settings);
        connected(node.manager);
        return node;
    }

    private static String[] with(String[] tags, String... more) {
        return Stream.of(tags, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static ConditionFactory soon() {
        return await().pollInSameThread().atMost(Duration.ofSeconds(30));
    }

    private static String failing() {
        throw new IllegalStateException("away");
    }

    @Test
    void gets_byTier_andTheirTimes() {
        Node here = overRedis(config -> config);
        assertThat(here.ofCache("puts.total")).isZero();
        assertThat(here.ofCache("remote.operations.total", "operation", "write"))
                .isZero();
        assertTimes(here, "remote", false, "operation", "write");
        TenantContext.run(ACME, () -> List.of("a", "b").forEach(key -> here.cache.put(key, "v")));
        assertThat(here.ofCache("puts.total")).isEqualTo(2);
        assertThat(here.ofCache("remote.operations.total", "operation", "write"))
                .isEqualTo(2);
        assertTimes(here, "remote", true, "operation", "write");

        // After the writes: one told of them while it reads would read again what it dropped for that.
        Node there = overRedis(config -> config);
        for (String tier : List.of("near", "remote")) {
            assertThat(there.ofCache("gets.total", "result", "hit", "tier", tier))
                    .isZero();
        }
        assertThat(there.ofCache("gets.total", "result", "miss", "tier", "none"))
                .isZero();
        assertThat(there.ofCache("remote.operations.total", "operation", "read"))
                .isZero();
        assertTimes(there, "remote", false, "operation", "read");
        TenantContext.run(ACME, () -> {
            there.cache.get("a");
            there.cache.get("a");
            there.cache.get("a");
            there.cache.get("b");
            there.cache.getAll(Set.of("c", "d", "e", "f"));
        });
        assertThat(there.ofCache("gets.total", "result", "hit", "tier", "near")).isEqualTo(2);
        assertThat(there.ofCache("gets.total", "result", "hit", "tier", "remote"))
                .isEqualTo(2);
        assertThat(there.ofCache("gets.total", "result", "miss", "tier", "none"))
                .isEqualTo(4);
        assertThat(there.ofCache("remote.operations.total", "operation", "read"))
                .isEqualTo(3);
        assertTimes(there, "remote", true, "operation", "read");
    }

    @Test
    void loads_thatFailAndDoNot_andWhatIsServedStale() {
        Node node = open(config -> config.defaults(all -> all.staleIfError(Duration.ofHours(1))));
        assertThat(node.ofCache("loads.total", "result", "success")).isZero();
        assertThat(node.ofCache("loads.total", "result", "failure")).isZero();
        assertThat(node.ofCache("stale.total")).isZero();
        assertTimes(node, "loads", false);

        TenantContext.run(ACME, () -> {
            node.cache.put("old", "1", Duration.ofMillis(1));
            soon().until(() -> node.cache.getTimeToLive("old").isEmpty());
            assertThat(node.cache.getOrLoad("old", key -> failing())).isEqualTo("1");
            for (String key : List.of("a", "b")) {
                assertThatThrownBy(() -> node.cache.getOrLoad(key, k -> failing()))
                        .hasMessage("away");
                node.cache.getOrLoad(key, k -> "2");
            }
        });
        assertThat(node.ofCache("loads.total", "result", "success")).isEqualTo(2);
        assertThat(node.ofCache("loads.total", "result", "failure")).isEqualTo(3);
        assertThat(node.ofCache("stale.total")).isEqualTo(1);
        assertTimes(node, "loads", true);
    }

    /** All that is said of how long something took. */
    private static void assertTimes(Node node, String what, boolean isAny, String... tags) {
        assertThat(node.ofCache(what + ".time", tags) > 0).isEqualTo(isAny);
        for (String quantile : QUANTILES) {
            assertThat(node.ofCache(what + ".duration", with(tags, "quantile", quantile)) > 0)
                    .as(quantile)
                    .isEqualTo(isAny);
        }
    }

    @Test
    void putsAndRemovals() {
        Node node = open(config -> config);
        assertThat(node.ofCache("puts.total")).isZero();
        assertThat(node.ofCache("removals.total")).isZero();

        TenantContext.run(ACME, () -> {
            List.of("a", "b", "c").forEach(key -> node.cache.put(key, "v"));
            List.of("a", "b", "none").forEach(node.cache::remove);
        });
        assertThat(node.ofCache("puts.total")).isEqualTo(3);
        assertThat(node.ofCache("removals.total")).isEqualTo(2);
    }

    @Test
    void failures_ofTheCodec() {
        Node here = overRedis(config -> config);
        Node there = overRedis(config -> config.defaults(all -> all.codec(Codec.JAVA)));
        assertThat(here.ofCache("failures.total", "kind", "encoding")).isZero();
        assertThat(there.ofCache("failures.total", "kind", "decoding")).isZero();

        TenantContext.run(ACME, () -> {
            for (String key : List.of("a", "b")) {
                assertThatThrownBy(() -> here.cache.put(key, new Thread())).isNotNull();
            }
            List.of("a", "b", "c").forEach(key -> here.cache.put(key, "v"));
            List.of("a", "b", "c")
                    .forEach(key -> assertThat(there.cache.get(key)).isNull());
        });
        assertThat(here.ofCache("failures.total", "kind", "encoding")).isEqualTo(2);
        assertThat(there.ofCache("failures.total", "kind", "decoding")).isEqualTo(3);
        assertThat(here.ofCache("failures.total", "kind", "decoding")).isZero();
        assertThat(there.ofCache("failures.total", "kind", "encoding")).isZero();
    }

    @Test
    void evictions_byCause_andWhatMemoryHolds() {
        Node node = open(config -> config.defaults(all -> all.nearMaxEntries(10)));
        for (String cause : List.of("size", "expired", "outdated")) {
            assertThat(node.ofCache("evictions.total", "cause", cause)).isZero();
        }
        assertThat(node.ofCache("near.entries")).isZero();
        assertThat(node.ofCache("near.size")).isZero();

        TenantContext.run(ACME, () -> {
            for (int i = 0; i < 15; i++) {
                node.cache.put("k" + i, "v");
            }
            assertThat(node.ofCache("evictions.total", "cause", "size")).isEqualTo(5);
            assertThat(node.ofCache("near.entries")).isEqualTo(10);
            assertThat(node.ofCache("near.size")).isBetween(10 * 100.0, 10 * 300.0);
            node.cache.clear();
            for (int i = 0; i < 15; i++) {
                node.cache.get("k" + i);
            }
            assertThat(node.ofCache("evictions.total", "cause", "outdated")).isEqualTo(10);
            node.cache.put("short", "v", Duration.ofMillis(1));
            soon().until(() -> node.cache.get("short") == null);
        });
        assertThat(node.ofCache("evictions.total", "cause", "expired")).isEqualTo(1);
        assertThat(node.ofCache("evictions.total", "cause", "size")).isEqualTo(5);
        assertThat(node.ofCache("near.entries")).isZero();
    }

    @Test
    void invalidations_byScopeAndOrigin() {
        Node here = overRedis(config -> config);
        Node there = overRedis(config -> config);
        assertInvalidations(here, "here", 0, 0, 0, 0);
        assertInvalidations(there, "elsewhere", 0, 0, 0, 0);

        TenantContext.run(ACME, () -> {
            // A node hears of the tenants that it has worked for.
            there.cache.get("a");
            here.cache.put("a", "1", EntryOptions.tagged("t"));
            repeat(2, () -> here.manager.invalidate(Invalidation.ofKey("c", "a")));
            repeat(4, () -> here.manager.invalidate(Invalidation.ofTag("c", "t")));
            repeat(5, here.cache::clear);
            here.manager.invalidate(Invalidation.ofTenant());
        });
        assertInvalidations(here, "here", 2, 4, 5, 1);
        // The put is one to the other node.
        soon().untilAsserted(() -> assertInvalidations(there, "elsewhere", 3, 4, 5, 1));
        assertInvalidations(here, "elsewhere", 0, 0, 0, 0);
        assertInvalidations(there, "here", 0, 0, 0, 0);
    }

    private static void repeat(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private static void assertInvalidations(
            Node node, String origin, double keys, double tags, double caches, double tenants) {
        assertThat(List.of("key", "tag", "cache", "tenant"))
                .extracting(scope -> node.ofCache("invalidations.total", "scope", scope, "origin", origin))
                .containsExactly(keys, tags, caches, tenants);
    }

    @Test
    void redisNeverThere() {
        Node node = open(Configs.patient(URI.create("redis://127.0.0.1:" + RedisProcess.freePort())), config -> config);
        assertThat(node.value("near.trusted")).isZero();
        assertThat(QUANTILES)
                .extracting(quantile -> node.value("coherence.propagation", "quantile", quantile))
                .containsOnly(0.0);
    }

    /** One that hangs, so that the breaker's attempts last long enough to be seen. */
    @Test
    void redisAway_andBackAgain() {
        try (RedisProcess own = RedisProcess.started()) {
            Node node = open(
                    Configs.patient(own.address()),
                    config -> config.redis(
                            remote -> remote.timeout(Duration.ofSeconds(1)).readBudget(Duration.ofSeconds(1))));
            connected(node.manager);
            TenantContext.run(ACME, () -> node.cache.put("a", "1"));
            assertBreaker(node, "closed");
            assertThat(node.value("near.trusted")).isEqualTo(1);
            assertThat(node.value("coherence.lag")).isBetween(0.0, 10.0);
            soon().untilAsserted(() ->
                    QUANTILES.forEach(quantile -> assertThat(node.value("coherence.propagation", "quantile", quantile))
                            .as(quantile)
                            .isPositive()));
            assertThat(node.value("journal.depth")).isZero();

            assertThat(node.value("breaker.openings.total")).isZero();
            assertThat(node.value("remote.failures.total")).isZero();
            assertThat(node.ofCache("failures.total", "kind", "remote")).isZero();

            own.pause();
            soon().untilAsserted(() -> {
                TenantContext.run(ACME, () -> node.cache.get("none"));
                assertBreaker(node, "open");
            });
            TenantContext.run(ACME, () -> List.of("a", "b", "c").forEach(key -> node.cache.put(key, "2")));
            soon().untilAsserted(() -> assertBreaker(node, "half-open"));
            soon().untilAsserted(() -> assertThat(node.value("near.trusted")).isZero());
            assertThat(node.value("coherence.lag")).isGreaterThan(10);
            assertThat(node.value("journal.depth")).isEqualTo(3);
            assertThat(node.value("breaker.openings.total")).isEqualTo(1);
            assertThat(node.value("remote.failures.total")).isGreaterThanOrEqualTo(3);
            assertThat(node.ofCache("failures.total", "kind", "remote")).isGreaterThanOrEqualTo(3);

            own.resume();
            soon().untilAsserted(() -> {
                assertBreaker(node, "closed");
                assertThat(node.value("near.trusted")).isEqualTo(1);
                assertThat(node.value("journal.depth")).isZero();
            });
            assertThat(node.value("breaker.openings.total")).isEqualTo(1);
        }
    }

    private static void assertBreaker(Node node, String expected) {
        assertThat(List.of("closed", "open", "half-open"))
                .filteredOn(state -> node.value("breaker.state", "state", state) == 1)
                .containsExactly(expected);
    }

    @Test
    void limits_byDecision() {
        Duration minute = Duration.ofMinutes(1);
        RateLimit counted = RateLimit.of("counted", 2, minute);
        try (RedisProcess own = RedisProcess.started()) {
            Node node = open(Configs.patient(own.address()), config -> config);
            connected(node.manager);
            RateLimiter limiter = node.manager.unwrap(RateLimiter.class);
            repeat(5, () -> limiter.acquire(counted, "jane"));
            assertLimit(node, "counted", 2, 1, 2);
            assertAway(node, "counted", 0, 0, 0);

            own.kill();
            RateLimit local = RateLimit.of("local", 1, minute);
            repeat(3, () -> limiter.acquire(local, "jane"));
            RateLimit allow = new RateLimit("allow", 1, minute, RateLimit.WhenAway.ALLOW);
            repeat(4, () -> limiter.acquire(allow, "jane"));
            RateLimit deny = new RateLimit("deny", 1, minute, RateLimit.WhenAway.DENY);
            repeat(2, () -> limiter.acquire(deny, "jane"));
            assertAway(node, "local", 3, 0, 0);
            assertAway(node, "allow", 0, 4, 0);
            assertAway(node, "deny", 0, 0, 2);
            assertLimit(node, "allow", 4, 0, 0);
        }
    }

    private static void assertLimit(Node node, String limit, double admitted, double byCounters, double byMemory) {
        assertThat(node.value("ratelimit.admitted.total", "limit", limit)).isEqualTo(admitted);
        assertThat(List.of("counters", "memory"))
                .extracting(from -> node.value("ratelimit.denied.total", "limit", limit, "from", from))
                .containsExactly(byCounters, byMemory);
    }

    private static void assertAway(Node node, String limit, double local, double allow, double deny) {
        assertThat(List.of("local", "allow", "deny"))
                .extracting(decision -> node.value("ratelimit.away.total", "limit", limit, "decision", decision))
                .containsExactly(local, allow, deny);
    }
}
