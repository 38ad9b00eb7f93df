package io.tenantcache.benchmarks;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What a read that memory answers pays for being counted: not at all, for its cache, for its tenant, or for the beans of JSR-107. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Comparison.KEYS)
public class NearReadCounted extends Comparison {

    private static final String VALUE = "value";

    /** What is counted. */
    public enum Counting {
        /** Nothing. */
        OFF(Map.of("tenantcache.metrics.enabled", "false")),
        /** As by default. */
        CACHES(Map.of()),
        /** For each tenant. */
        TENANTS(Map.of("tenantcache.metrics.tenants", "100")),
        /** As by default, with the times that the beans of JSR-107 ask for. */
        BEANS(Map.of());

        @SuppressWarnings("ImmutableEnumChecker") // it is of Map.of
        private final Map<String, String> settings;

        Counting(Map<String, String> settings) {
            this.settings = settings;
        }
    }

    /** What is counted. */
    @Param
    @SuppressWarnings("NullAway.Init") // by JMH
    public Counting counting;

    @SuppressWarnings("NullAway.Init") // in the setup
    private TenantCacheManager manager;

    @SuppressWarnings("NullAway.Init") // in the setup
    private TenantCache<String, String> cache;

    /** Fills the cache. */
    @Setup
    public void fill() {
        manager = TenantCaches.open(counting.settings, Optional::empty);
        cache = manager.getOrCreateCache(TenantCaches.PER_TENANT);
        manager.enableStatistics(TenantCaches.PER_TENANT, counting == Counting.BEANS);
        TenantContext.run(TenantCaches.ACME, () -> {
            for (String key : keys()) {
                cache.put(key, VALUE);
            }
            TenantCaches.requireAnswerBy(Tier.NEAR, () -> cache.get(keys()[0]));
        });
    }

    /** Closes the manager. */
    @TearDown
    public void close() {
        manager.close();
    }

    /** A cache per tenant, the tenant from the context, which is set once for all the reads. */
    @Benchmark
    public void perTenant(Blackhole blackhole) {
        TenantContext.run(TenantCaches.ACME, () -> {
            for (String key : keys()) {
                blackhole.consume(cache.get(key));
            }
        });
    }
}
