package io.tenantcache.jcache;

import io.tenantcache.AsyncLoader;
import io.tenantcache.CacheTrace;
import io.tenantcache.Loader;
import io.tenantcache.ReadFence;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.tier.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The reads of one cache that pass it by: what it holds is not for the calling thread, and what that loads not for the cache. */
final class FencedReads {

    private final String cache;
    private final ReadFence fence;
    private final Source source;

    FencedReads(String cache, ReadFence fence, Source source) {
        this.cache = cache;
        this.fence = fence;
        this.source = source;
    }

    boolean cover(Tenant tenant, Object key) {
        return fence.covers(tenant, cache, key);
    }

    /** What a read-through cache's loader has; else null. */
    @Nullable
    Object get(Object key) {
        return source.isRead() ? load(key, source::load) : null;
    }

    <K, V, X extends Exception> @Nullable V load(K key, Loader<? super K, ? extends V, X> loader) throws X {
        CacheTrace.record(Tier.SOURCE);
        return loader.load(key);
    }

    <K, V> CompletionStage<@Nullable V> loadAsync(K key, AsyncLoader<? super K, ? extends V> loader) {
        CacheTrace.record(Tier.SOURCE);
        try {
            return loader.load(key).thenApply(value -> value);
        } catch (Exception failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** {@link #get} of what is covered, and the others' values from the cache. */
    Map<Object, Object> getAll(
            Tenant tenant, Collection<?> keys, Function<Collection<?>, Map<Object, Object>> fromCache) {
        List<?> covered =
                keys.stream().filter(key -> fence.covers(tenant, cache, key)).toList();
        if (covered.isEmpty()) {
            return fromCache.apply(keys);
        }
        List<?> open = keys.stream().filter(key -> !covered.contains(key)).toList();
        Map<Object, Object> values = new HashMap<>(fromCache.apply(open));
        for (Object key : covered) {
            Object value = get(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return values;
    }
}
