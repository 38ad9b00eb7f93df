package io.tenantcache.jcache;

import static io.tenantcache.testing.Managers.connected;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheFailure;
import io.tenantcache.CacheStatistics;
import io.tenantcache.EntryOptions;
import io.tenantcache.EvictionCause;
import io.tenantcache.Invalidation;
import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.RegionStatistics;
import io.tenantcache.StatisticsObserver;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Codec;
import io.tenantcache.config.MetricsConfig;
import io.tenantcache.config.RedisConfigBuilder;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfigBuilder;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is counted, for whom, and as what. */
class CacheStatisticsTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");
    private static final Tenant INITECH = Tenant.of("initech");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private final List<TenantCacheManager> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(TenantCacheManager::close);
    }

    private TenantCacheManager open(UnaryOperator<TenantCacheConfigBuilder> settings) {
        TenantCacheConfig config = settings.apply(TenantCacheConfig.builder().tenancy(Tenancy.PER_TENANT))
                .build();
        TenantCacheManager manager = new TenantCachingProvider()
                .open(URI.create("statistics"), getClass().getClassLoader(), config, Optional::empty);
        opened.add(manager);
        return manager;
    }

    private TenantCacheManager inMemory() {
        return open(config -> config);
    }

    private TenantCacheManager node() {
        return connected(open(config -> config.redis(CacheStatisticsTest::patient)));
    }

    /** The machine may be loaded. */
    private static void patient(RedisConfigBuilder remote) {
        remote.address(redis.address())
                .connectTimeout(Duration.ofSeconds(20))
                .timeout(Duration.ofSeconds(5))
                .readBudget(Duration.ofSeconds(5))
                .coherenceBound(Duration.ofSeconds(10));
    }

    private static ConditionFactory soon() {
        return await().pollInSameThread().atMost(Duration.ofSeconds(30));
    }

    private static CacheStatistics of(TenantCacheManager manager) {
        return manager.statistics().caches().stream()
                .filter(cache -> cache.cacheName().equals("c"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void hits_byTier() {
        TenantCacheManager here = node();
        TenantCache<String, String> written = here.getOrCreateCache("c");
        TenantContext.run(ACME, () -> {
            written.put("a", "1");
            written.put("b", "2");
        });
        // After the writes: one told of them while it reads would read again what it dropped for that.
        TenantCacheManager there = node();
        TenantCache<String, String> read = there.getOrCreateCache("c");
        TenantContext.run(ACME, () -> {
            read.get("a");
            read.get("a");
            read.get("none");
            read.getAll(Set.of("a", "b", "none"));
            read.getOrLoad("b", key -> "unused");
        });
        CacheStatistics statistics = of(there);
        assertThat(statistics.remoteHits()).isEqualTo(2);
        assertThat(statistics.nearHits()).isEqualTo(3);
        assertThat(statistics.misses()).isEqualTo(2);
        assertThat(statistics.hitRate()).isEqualTo(5.0 / 7);
        assertThat(statistics.remoteReads().count()).isEqualTo(3);
        assertThat(statistics.remoteReads().percentile(0.5)).isPositive();
        assertThat(statistics.nearEntries()).isEqualTo(2);
        assertThat(of(here).puts()).isEqualTo(2);
        assertThat(of(here).remoteWrites().count()).isPositive();
        assertThat(of(here).loads().count()).isZero();
    }

    @Test
    void loads_timeAndFailures() {
        TenantCacheManager manager = inMemory();
        TenantCache<String, String> cache = manager.getOrCreateCache("c");
        TenantContext.run(ACME, () -> {
            cache.getOrLoad("a", key -> "1");
            cache.getOrLoad("a", key -> "1");
            assertThatThrownBy(() -> cache.getOrLoad("b", key -> {
                        throw new IllegalStateException("away");
                    }))
                    .hasMessage("away");
        });
        CacheStatistics statistics = of(manager);
        assertThat(statistics.loads().count()).isEqualTo(2);
        assertThat(statistics.loads().total()).isPositive();
        assertThat(statistics.loadFailures()).isEqualTo(1);
        assertThat(statistics.misses()).isEqualTo(2);
        assertThat(statistics.nearHits()).isEqualTo(1);
    }

    @Test
    void staleServed() {
        TenantCacheManager manager = open(config -> config.defaults(all -> all.staleIfError(Duration.ofHours(1))));
        TenantCache<String, String> cache = manager.getOrCreateCache("c");
        TenantContext.run(ACME, () -> {
            cache.put("a", "1", Duration.ofMillis(1));
            soon().until(() -> cache.getTimeToLive("a").isEmpty());
            assertThat(cache.<IllegalStateException>getOrLoad("a", key -> {
                        throw new IllegalStateException("away");
                    }))
                    .isEqualTo("1");
        });
        assertThat(of(manager).staleServed()).isEqualTo(1);
        assertThat(of(manager).loadFailures()).isEqualTo(1);
    }

    @Test
    void failures_byKind() {
        TenantCacheManager manager = node();
        TenantCache<String, Object> cache = manager.getOrCreateCache("c");
        TenantCacheManager there = connected(
                open(config -> config.redis(CacheStatisticsTest::patient).defaults(all -> all.codec(Codec.JAVA))));
        TenantContext.run(ACME, () -> {
            cache.put("a", "1");
            assertThat(there.getOrCreateCache("c").get("a")).isNull();
            assertThatThrownBy(() -> cache.put("b", new Thread())).isNotNull();
            cache.getOrLoad("b", key -> new Thread());
        });
        assertThat(of(there).failures(CacheFailure.DECODING)).isEqualTo(1);
        assertThat(of(manager).failures(CacheFailure.ENCODING)).isEqualTo(2);
        assertThat(of(manager).failures(CacheFailure.REMOTE)).isZero();
    }

    @Test
    @SuppressWarnings("try") // killed early
    void failures_remote_andHitsOfMemoryMeanwhile() {
        try (RedisProcess own = RedisProcess.started()) {
            TenantCacheManager manager =
                    open(config -> config.redis(own.address()).defaults(all -> all.nearServedInOutage(true)));
            TenantCache<String, String> cache = manager.getOrCreateCache("c");
            connected(manager);
            TenantContext.run(ACME, () -> {
                cache.put("a", "1");
                own.kill();
                soon().until(() -> {
                    cache.get("none");
                    return !manager.statistics().remote().orElseThrow().isNearTrusted();
                });
                assertThat(of(manager).remoteHits()).isZero();
                long before = of(manager).nearHits();
                assertThat(cache.get("a")).isEqualTo("1");
                assertThat(of(manager).nearHits()).isEqualTo(before + 1);
                assertThat(of(manager).staleServed()).isEqualTo(1);
            });
            assertThat(of(manager).remoteHits()).isZero();
            assertThat(of(manager).failures(CacheFailure.REMOTE)).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void evictions_byCause_andWhatMemoryHolds() {
        TenantCacheManager manager = open(config -> config.defaults(all -> all.nearMaxEntries(10)));
        TenantCache<String, String> cache = manager.getOrCreateCache("c");
        TenantContext.run(ACME, () -> {
            for (int i = 0; i < 15; i++) {
                cache.put("k" + i, "v");
            }
        });
        CacheStatistics statistics = of(manager);
        assertThat(statistics.evictions(EvictionCause.SIZE)).isEqualTo(5);
        assertThat(statistics.nearEntries()).isEqualTo(10);
        assertThat(statistics.nearBytes()).isBetween(10 * 100L, 10 * 300L);
        TenantContext.run(ACME, () -> {
            cache.clear();
            for (int i = 0; i < 15; i++) {
                cache.get("k" + i);
            }
            assertThat(statistics.evictions(EvictionCause.OUTDATED)).isEqualTo(10);
            cache.put("short", "v", Duration.ofMillis(1));
            soon().until(() -> cache.get("short") == null);
        });
        assertThat(statistics.evictions(EvictionCause.EXPIRED)).isEqualTo(1);
        assertThat(statistics.evictions(EvictionCause.SIZE)).isEqualTo(5);
        assertThat(statistics.nearEntries()).isZero();
        assertThat(statistics.nearBytes()).isZero();
    }

    @Test
    void invalidations_byReachAndOrigin() {
        TenantCacheManager here = node();
        TenantCache<String, String> cache = here.getOrCreateCache("c");
        TenantCacheManager there = node();
        TenantContext.run(ACME, () -> {
            there.getOrCreateCache("c").get("a");
            cache.put("a", "1", EntryOptions.tagged("t"));
            here.invalidate(Invalidation.ofKey("c", "a").and(Invalidation.ofTag("c", "t")));
            here.invalidate(Invalidation.ofTenant());
            cache.clear();
            cache.clear();
        });
        CacheStatistics own = of(here);
        assertThat(own.invalidations(InvalidationReach.KEY, InvalidationOrigin.HERE))
                .isEqualTo(1);
        assertThat(own.invalidations(InvalidationReach.TAG, InvalidationOrigin.HERE))
                .isEqualTo(1);
        assertThat(own.invalidations(InvalidationReach.TENANT, InvalidationOrigin.HERE))
                .isEqualTo(1);
        assertThat(own.invalidations(InvalidationReach.CACHE, InvalidationOrigin.HERE))
                .isEqualTo(2);
        assertThat(own.invalidations(InvalidationReach.CACHE, InvalidationOrigin.ELSEWHERE))
                .isZero();
        CacheStatistics other = of(there);
        soon().untilAsserted(() -> {
            assertThat(other.invalidations(InvalidationReach.KEY, InvalidationOrigin.ELSEWHERE))
                    .isEqualTo(2);
            assertThat(other.invalidations(InvalidationReach.TAG, InvalidationOrigin.ELSEWHERE))
                    .isEqualTo(1);
            assertThat(other.invalidations(InvalidationReach.TENANT, InvalidationOrigin.ELSEWHERE))
                    .isEqualTo(1);
            assertThat(other.invalidations(InvalidationReach.CACHE, InvalidationOrigin.ELSEWHERE))
                    .isEqualTo(2);
        });
        assertThat(other.invalidations(InvalidationReach.CACHE, InvalidationOrigin.HERE))
                .isZero();
    }

    @Test
    void invalidations_ofATenant_areNoneOfSharedCaches() {
        TenantCacheManager manager = open(config -> config.cache("c", cache -> cache.tenancy(Tenancy.SHARED)));
        manager.getOrCreateCache("c");
        TenantContext.run(ACME, () -> manager.invalidate(Invalidation.ofTenant()));
        assertThat(of(manager).invalidations(InvalidationReach.TENANT, InvalidationOrigin.HERE))
                .isZero();
    }

    @Test
    void tenants_upToTheirNumber() {
        TenantCacheManager manager = open(config -> config.metrics(new MetricsConfig(true, 2)));
        List<String> told = new ArrayList<>();
        TenantCache<String, String> cache = manager.getOrCreateCache("c");
        Tenant other = Tenant.of("other");
        TenantContext.run(other, () -> cache.get("k"));
        TenantContext.run(ACME, () -> cache.get("k"));
        manager.statistics().observe(new StatisticsObserver() {
            @Override
            public void opened(CacheStatistics of) {
                told.add("opened " + of.cacheName());
            }

            @Override
            public void tracked(CacheStatistics of, Tenant tenant, RegionStatistics region) {
                told.add("tracked " + tenant + " " + region.misses());
            }

            @Override
            public void closed(CacheStatistics of) {
                told.add("closed " + of.cacheName());
                throw new IllegalStateException("must fail nobody");
            }
        });
        for (Tenant tenant : List.of(GLOBEX, INITECH, GLOBEX, INITECH, other)) {
            TenantContext.run(tenant, () -> cache.get("k"));
        }
        CacheStatistics statistics = of(manager);
        Map<Tenant, RegionStatistics> tenants = statistics.tenants();
        assertThat(tenants).containsOnlyKeys(ACME, GLOBEX);
        assertThat(requireNonNull(tenants.get(ACME)).misses()).isEqualTo(1);
        assertThat(requireNonNull(tenants.get(GLOBEX)).misses()).isEqualTo(2);
        assertThat(statistics.otherTenants().misses()).isEqualTo(4);
        assertThat(statistics.misses()).isEqualTo(7);
        cache.close();
        assertThat(told).containsExactly("opened c", "tracked acme 1", "tracked globex 0", "closed c");
        assertThat(manager.statistics().caches()).isEmpty();
    }

    @Test
    void metricsOff_nothingIsCounted() {
        TenantCacheManager manager = open(config -> config.metrics(new MetricsConfig(false, 0)));
        manager.getOrCreateCache("c");
        assertThat(manager.statistics().caches()).isEmpty();
        assertThat(manager.statistics().remote()).isEmpty();
    }

    @Test
    void tenants_offByDefault() {
        TenantCacheManager manager = inMemory();
        TenantCache<String, String> cache = manager.getOrCreateCache("c");
        TenantContext.run(ACME, () -> cache.get("k"));
        assertThat(of(manager).tenants()).isEmpty();
        assertThat(of(manager).otherTenants().misses()).isEqualTo(1);
    }
}
