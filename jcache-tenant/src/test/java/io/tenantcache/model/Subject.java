package io.tenantcache.model;

import io.tenantcache.Loader;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** The operations of a cache, for the tenant of the calling thread: the cache under test has them, and so has its model. */
interface Subject {

    @Nullable
    Object get(Object key) throws Exception;

    @Nullable
    Object getOrLoad(Object key, Loader<Object, ?, Exception> loader, Set<String> tags) throws Exception;

    Map<Object, Object> getAll(Set<Object> keys);

    boolean containsKey(Object key);

    /** Waits until it is done, and throws what it failed with. */
    void loadAll(Set<Object> keys, boolean replace) throws Exception;

    /** With the life that the policy says, if that is null. */
    void put(Object key, Object value, @Nullable Duration life, Set<String> tags);

    @Nullable
    Object getAndPut(Object key, Object value);

    void putAll(Map<Object, Object> values);

    boolean putIfAbsent(Object key, Object value);

    boolean remove(Object key);

    boolean remove(Object key, Object expected);

    @Nullable
    Object getAndRemove(Object key);

    boolean replace(Object key, Object expected, Object value);

    boolean replace(Object key, Object value);

    @Nullable
    Object getAndReplace(Object key, Object value);

    void removeAll(Set<Object> keys);

    void removeAll();

    void clear();

    /** These keys, or the region if there are none. */
    void invalidate(Set<Object> keys);

    /** What bears any of the tags. */
    void invalidateTags(Set<String> tags);

    /** All that the tenant has. */
    void invalidateTenant();

    boolean setTimeToLive(Object key, Duration life);

    @Nullable
    Object invoke(Object key, EntryProcessor<Object, Object, Object> processor);

    /** The results; for a key that failed, the class of what asking for its result throws. */
    Map<Object, Object> invokeAll(Set<Object> keys, EntryProcessor<Object, Object, Object> processor);

    /** All entries that an iteration comes to, which removes some of them as it does. */
    Map<Object, Object> iterate(Predicate<Object> removed);
}
