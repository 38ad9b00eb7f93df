package io.tenantcache.cdi;

import io.tenantcache.EntryOptions;

/**
 * Says what a value is stored with, when that depends on the value: a life of its own, tags. It is named by
 * {@link CachePolicy#result()}, and made once: it must be thread-safe.
 *
 * @param <V> the type of the values: what the method with {@code @CacheResult} returns, an {@code Optional}'s content, or the
 *     {@code @CacheValue} parameter of the one with {@code @CachePut}
 */
@FunctionalInterface
public interface ResultPolicy<V> {

    /**
     * What that value is stored with; its tags are added to those of {@link CacheTag}. It is called after the method and for the
     * tenant of the call, on another thread where the value is loaded on one. What it throws is logged, and the value is returned
     * and not stored.
     *
     * @param value not null
     */
    EntryOptions optionsOf(V value);
}
