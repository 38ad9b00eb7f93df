package io.tenantcache.benchmarks;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.redisson.api.RBucket;

/** A read that Redis answers, of the same value in the same bytes. */
@State(Scope.Benchmark)
@OperationsPerInvocation(Comparison.KEYS)
public class RemoteRead extends Comparison {

    private final LoopbackRedis redis = LoopbackRedis.start();
    private final TenantCacheManager manager = TenantCaches.remoteOnly(redis);
    private final TenantCache<String, Message> shared = manager.getOrCreateCache(TenantCaches.SHARED);
    private final TenantCache<String, Message> perTenant = manager.getOrCreateCache(TenantCaches.PER_TENANT);
    private final Cache<String, Message> redissonJCache = Peers.redissonJCache(Message.class, redis);

    /** Fills all of them alike. */
    @Setup
    public void fill() {
        for (String key : keys()) {
            Message value = Message.of(key);
            bucket(key).set(value, Peers.REMOTE_TTL);
            redissonJCache.put(key, value);
            shared.put(key, value);
            TenantContext.run(TenantCaches.ACME, () -> perTenant.put(key, value));
        }
        for (String key : keys()) {
            TenantCaches.requireAnswerBy(Tier.REMOTE, () -> shared.get(key));
            TenantContext.run(
                    TenantCaches.ACME, () -> TenantCaches.requireAnswerBy(Tier.REMOTE, () -> perTenant.get(key)));
        }
    }

    private RBucket<Message> bucket(String key) {
        return redis.client().getBucket(key);
    }

    /** Ends all that has threads or a process. */
    @TearDown
    public void close() {
        manager.close();
        redis.close();
    }

    /** Redisson's bucket: the least that a read can cost. */
    @Benchmark
    public void redissonBucket(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(bucket(key).get());
        }
    }

    /** Redisson's JSR-107 cache. */
    @Benchmark
    public void redissonJCache(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(redissonJCache.get(key));
        }
    }

    /** A shared cache of ours, whose near tier has each entry evicted by the next. */
    @Benchmark
    public void shared(Blackhole blackhole) {
        for (String key : keys()) {
            blackhole.consume(shared.get(key));
        }
    }

    /** The same per tenant, the tenant from the context. */
    @Benchmark
    public void perTenant(Blackhole blackhole) {
        TenantContext.run(TenantCaches.ACME, () -> {
            for (String key : keys()) {
                blackhole.consume(perTenant.get(key));
            }
        });
    }
}
