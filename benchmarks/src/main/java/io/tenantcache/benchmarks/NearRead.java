package io.tenantcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.redisson.api.RLocalCachedMap;

/** A read of an immutable value that memory holds. Two-tier caches stand over Redis, which no read here asks. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Comparison.KEYS)
public class NearRead extends Comparison {

    private static final String VALUE = "value";

    private final LoopbackRedis redis = LoopbackRedis.start();
    private final TenantCacheManager manager = TenantCaches.over(redis);
    private final TenantCache<String, String> shared = manager.getOrCreateCache(TenantCaches.SHARED);
    private final TenantCache<String, String> perTenant = manager.getOrCreateCache(TenantCaches.PER_TENANT);
    private final Cache<String, String> eternal =
            Caffeine.newBuilder().maximumSize(Peers.ENTRIES).build();
    private final Cache<String, String> expiring = Caffeine.newBuilder()
            .maximumSize(Peers.ENTRIES)
            .expireAfterWrite(Peers.NEAR_TTL)
            .build();
    private final javax.cache.Cache<String, String> jcacheByReference =
            Peers.caffeineJCache(String.class, Peers.Storage.BY_REFERENCE);
    private final javax.cache.Cache<String, String> jcacheByValue =
            Peers.caffeineJCache(String.class, Peers.Storage.BY_VALUE);
    private final javax.cache.Cache<String, String> ehcache =
            Peers.ehcacheHeap(String.class, Peers.Storage.BY_REFERENCE);
    private final RLocalCachedMap<String, String> localCachedMap = Peers.localCachedMap(redis);
    private final com.alicp.jetcache.Cache<String, String> jetCache = Peers.jetCache(redis);

    /** Fills all of them alike. */
    @Setup
    public void fill() {
        for (String key : keys()) {
            eternal.put(key, VALUE);
            expiring.put(key, VALUE);
            jcacheByReference.put(key, VALUE);
            jcacheByValue.put(key, VALUE);
            ehcache.put(key, VALUE);
            localCachedMap.put(key, VALUE);
            jetCache.put(key, VALUE);
            shared.put(key, VALUE);
            TenantContext.run(TenantCaches.ACME, () -> perTenant.put(key, VALUE));
        }
        TenantCaches.requireAnswerBy(Tier.NEAR, () -> shared.get(keys()[0]));
        TenantContext.run(
                TenantCaches.ACME, () -> TenantCaches.requireAnswerBy(Tier.NEAR, () -> perTenant.get(keys()[0])));
    }

    /** Ends all that has threads or a process. */
    @TearDown
    public void close() {
        manager.close();
        redis.close();
    }

    /** Raw Caffeine, eternal. */
    @Benchmark
    public void caffeineEternal(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(eternal.getIfPresent(key));
        }
    }

    /** Raw Caffeine with a time to live. */
    @Benchmark
    public void caffeineExpireAfterWrite(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(expiring.getIfPresent(key));
        }
    }

    /** Caffeine's JSR-107 cache by reference, eternal. */
    @Benchmark
    public void caffeineJCacheByReference(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(jcacheByReference.get(key));
        }
    }

    /** Caffeine's JSR-107 cache by value, eternal. */
    @Benchmark
    public void caffeineJCacheByValue(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(jcacheByValue.get(key));
        }
    }

    /** Ehcache's JSR-107 cache, heap tier, by reference, eternal. */
    @Benchmark
    public void ehcacheHeap(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(ehcache.get(key));
        }
    }

    /** Redisson's map with a near cache. */
    @Benchmark
    public void redissonLocalCachedMap(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(localCachedMap.get(key));
        }
    }

    /** JetCache over two levels. */
    @Benchmark
    public void jetCache(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(jetCache.get(key));
        }
    }

    /** A shared cache of ours, by value, with the default time to live. */
    @Benchmark
    public void shared(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(shared.get(key));
        }
    }

    /** The same per tenant, the tenant from the context, which is set once for all the reads. */
    @Benchmark
    public void perTenant(Blackhole blackhole) {
        TenantContext.run(TenantCaches.ACME, () -> {
            for (String key : keys()) {
                blackhole.consume(perTenant.get(key));
            }
        });
    }
}
