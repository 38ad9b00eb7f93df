package io.tenantcache.benchmarks;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A thousand entries that Redis holds, at once and one by one. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RemoteBulk extends Comparison {

    private static final int WANTED = 1_000;

    private final LoopbackRedis redis = LoopbackRedis.start();
    private final TenantCacheManager manager = TenantCaches.remoteOnly(redis);
    private final TenantCache<String, Message> shared = manager.getOrCreateCache(TenantCaches.SHARED);
    private final Cache<String, Message> redissonJCache = Peers.redissonJCache(Message.class, redis);
    private final Set<String> wanted = new LinkedHashSet<>();
    private final String[] buckets = new String[WANTED];

    /** Fills all of them alike. */
    @Setup
    public void fill() {
        for (int i = 0; i < WANTED; i++) {
            String key = "key-" + i;
            Message value = Message.of(key);
            wanted.add(key);
            buckets[i] = key;
            redis.client().<Message>getBucket(key).set(value, Peers.REMOTE_TTL);
            redissonJCache.put(key, value);
            shared.put(key, value);
        }
        if (sharedGetAll().size() != WANTED || redissonBuckets().size() != WANTED) {
            throw new IllegalStateException("Not all of the entries are there");
        }
    }

    /** Ends all that has threads or a process. */
    @TearDown
    public void close() {
        manager.close();
        redis.close();
    }

    /** Redisson's buckets at once, an {@code MGET}: the least that it can cost. */
    @Benchmark
    public Map<String, Message> redissonBuckets() {
        return redis.client().getBuckets().get(buckets);
    }

    /** Redisson's JSR-107 cache at once. */
    @Benchmark
    public Map<String, Message> redissonJCacheGetAll() {
        return redissonJCache.getAll(wanted);
    }

    /** A shared cache of ours at once. */
    @Benchmark
    public Map<String, Message> sharedGetAll() {
        return shared.getAll(wanted);
    }

    /** A shared cache of ours, one by one. */
    @Benchmark
    public void sharedGets(Blackhole blackhole) {
        for (String key : wanted) {
            blackhole.consume(shared.get(key));
        }
    }
}
