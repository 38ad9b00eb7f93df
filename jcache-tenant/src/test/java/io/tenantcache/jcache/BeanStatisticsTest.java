package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.CacheStatistics;
import io.tenantcache.EvictionCause;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.MetricsConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.testing.RedisProcess;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The beans of JSR-107 agree with what metrics show. */
class BeanStatisticsTest {

    private static final List<Tenant> TENANTS = List.of(Tenant.of("acme"), Tenant.of("globex"), Tenant.of("initech"));
    private static final String NAME = "bean-statistics";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private static TenantCacheManager open(MetricsConfig metrics, URI... redis) {
        var config = TenantCacheConfig.builder()
                .tenancy(Tenancy.PER_TENANT)
                .metrics(metrics)
                .defaults(all -> all.nearMaxEntries(20));
        for (URI address : redis) {
            config.redis(address);
        }
        return new TenantCachingProvider()
                .open(URI.create(NAME), BeanStatisticsTest.class.getClassLoader(), config.build(), Optional::empty);
    }

    private static CacheStatisticsMXBean bean() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = server.queryNames(
                            new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + NAME + ",Cache=c"), null)
                    .iterator()
                    .next();
            return JMX.newMXBeanProxy(server, name, CacheStatisticsMXBean.class);
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TenantCache<Integer, String> cache(TenantCacheManager manager, boolean counted) {
        var configuration = new TenantCacheConfiguration<Integer, String>();
        configuration.setStatisticsEnabled(counted);
        return manager.createCache("c", configuration);
    }

    private void useAtRandom(TenantCache<Integer, String> cache) {
        for (int i = 0; i < 500; i++) {
            TenantContext.run(TENANTS.get(random.nextInt(TENANTS.size())), () -> use(cache, random.nextInt(30)));
        }
    }

    private void use(TenantCache<Integer, String> cache, int key) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> cache.put(key, "v");
            case 3 -> cache.remove(key);
            case 4 -> cache.getAll(Set.of(key, key + 1, key + 2));
            case 5 -> cache.getOrLoad(key, loaded -> "w");
            case 6 -> cache.getAndPut(key, "x");
            case 7 -> cache.putAll(Map.of(key, "y", key + 1, "z"));
            default -> cache.get(key);
        }
    }

    private void requireEqual(TenantCacheManager manager, boolean isNearOnly) {
        CacheStatistics statistics = manager.statistics().caches().get(0);
        CacheStatisticsMXBean bean = bean();
        assertThat(bean.getCacheHits())
                .as("hits; seed %d", seed)
                .isPositive()
                .isEqualTo(statistics.nearHits() + statistics.remoteHits());
        assertThat(bean.getCacheMisses())
                .as("misses; seed %d", seed)
                .isPositive()
                .isEqualTo(statistics.misses());
        assertThat(bean.getCachePuts()).as("puts; seed %d", seed).isPositive().isEqualTo(statistics.puts());
        assertThat(bean.getCacheRemovals())
                .as("removals; seed %d", seed)
                .isPositive()
                .isEqualTo(statistics.removals());
        assertThat(bean.getCacheEvictions())
                .as("evictions; seed %d", seed)
                .isEqualTo(isNearOnly ? statistics.evictions(EvictionCause.SIZE) : 0);
        assertThat(bean.getAverageGetTime()).isPositive();
        assertThat(bean.getAveragePutTime()).isPositive();
    }

    @Test
    void bean_inMemory() {
        try (TenantCacheManager manager = open(MetricsConfig.defaults())) {
            useAtRandom(cache(manager, true));
            requireEqual(manager, true);
        }
    }

    @Test
    void bean_overRedis_withTenants() {
        try (RedisProcess redis = RedisProcess.started();
                TenantCacheManager manager = open(new MetricsConfig(true, 2), redis.address())) {
            useAtRandom(cache(manager, true));
            requireEqual(manager, false);
        }
    }

    @Test
    void bean_countsWhileItIsSwitchedOn_sinceItWasCleared() {
        try (TenantCacheManager manager = open(MetricsConfig.defaults())) {
            TenantCache<Integer, String> cache = cache(manager, false);
            useAtRandom(cache);
            manager.enableStatistics("c", true);
            assertThat(bean().getCacheHits()).isZero();
            TenantContext.run(TENANTS.get(0), () -> {
                cache.put(1, "v");
                cache.get(1);
                bean().clear();
                cache.get(1);
                cache.get(1);
            });
            assertThat(bean().getCacheHits()).isEqualTo(2);
            assertThat(bean().getCachePuts()).isZero();
            manager.enableStatistics("c", false);
            TenantContext.run(TENANTS.get(0), () -> cache.get(1));
            manager.enableStatistics("c", true);
            assertThat(bean().getCacheHits()).isEqualTo(2);
            assertThat(bean().getAverageGetTime()).isPositive();
            assertThat(manager.statistics().caches().get(0).nearHits()).isGreaterThan(4);
        }
    }

    @Test
    void bean_withoutMetrics_countsAllTheSame() {
        try (TenantCacheManager manager = open(new MetricsConfig(false, 0))) {
            TenantCache<Integer, String> cache = cache(manager, true);
            TenantContext.run(TENANTS.get(0), () -> {
                cache.put(1, "v");
                cache.get(1);
            });
            assertThat(bean().getCacheHits()).isEqualTo(1);
            assertThat(bean().getCachePuts()).isEqualTo(1);
        }
    }
}
