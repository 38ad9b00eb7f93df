package io.tenantcache.benchmarks;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A read, from memory, of a value that can change: each reader gets one of its own. */
@State(Scope.Benchmark)
public class NearReadByValue extends Comparison {

    private final TenantCacheManager manager = TenantCaches.inMemory();
    private final TenantCache<String, Message> shared = manager.getOrCreateCache(TenantCaches.SHARED);
    private final Cache<String, Message> caffeineJCache = Peers.caffeineJCache(Message.class, Peers.Storage.BY_VALUE);
    private final Cache<String, Message> ehcache = Peers.ehcacheHeap(Message.class, Peers.Storage.BY_VALUE);

    /** Fills all of them alike, and sees that what one reader changes no other one sees. */
    @Setup
    public void fill() {
        fill(shared);
        fill(caffeineJCache);
        fill(ehcache);
    }

    private void fill(Cache<String, Message> cache) {
        for (String key : keys()) {
            cache.put(key, Message.of(key));
        }
        String key = keys()[0];
        cache.get(key).markRead();
        if (cache.get(key).isRead() || !cache.get(key).equals(Message.of(key))) {
            throw new IllegalStateException(cache.getClass().getName() + " is not by value");
        }
    }

    /** Closes the manager. */
    @TearDown
    public void close() {
        manager.close();
    }

    /** Caffeine's JSR-107 cache by value, eternal. */
    @Benchmark
    public Message caffeineJCacheByValue() {
        return caffeineJCache.get(nextKey());
    }

    /** Ehcache's heap tier, by value, eternal. */
    @Benchmark
    public Message ehcacheHeapByValue() {
        return ehcache.get(nextKey());
    }

    /** A shared cache of ours. */
    @Benchmark
    public Message shared() {
        return shared.get(nextKey());
    }
}
