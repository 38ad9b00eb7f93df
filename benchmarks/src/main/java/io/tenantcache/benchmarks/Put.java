package io.tenantcache.benchmarks;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A write of the same value in the same bytes, over keys that are there. */
@State(Scope.Benchmark)
public class Put extends Comparison {

    private final LoopbackRedis redis = LoopbackRedis.start();
    private final TenantCacheManager manager = TenantCaches.over(redis);
    private final TenantCache<String, Message> shared = manager.getOrCreateCache(TenantCaches.SHARED);
    private final Cache<String, Message> redissonJCache = Peers.redissonJCache(Message.class, redis);
    private final Message value = Message.of("message");

    /** Puts each key once. */
    @Setup
    public void fill() {
        for (int i = 0; i < KEYS; i++) {
            redissonBucket();
            redissonJCache();
            shared();
        }
    }

    /** Ends all that has threads or a process. */
    @TearDown
    public void close() {
        manager.close();
        redis.close();
    }

    /** Redisson's bucket: the least that a write can cost. */
    @Benchmark
    public void redissonBucket() {
        redis.client().<Message>getBucket(nextKey()).set(value, Peers.REMOTE_TTL);
    }

    /** Redisson's JSR-107 cache. */
    @Benchmark
    public void redissonJCache() {
        redissonJCache.put(nextKey(), value);
    }

    /** A shared cache of ours: Redis, the near tier, and the news to the other nodes. */
    @Benchmark
    public void shared() {
        shared.put(nextKey(), value);
    }
}
