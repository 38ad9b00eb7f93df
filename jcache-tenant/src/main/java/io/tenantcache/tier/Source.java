package io.tenantcache.tier;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** What a cache stands in front of, as far as the cache itself calls it: JSR-107's loader and writer, adapted. */
public interface Source {

    /** Whether a miss is loaded: read-through. */
    boolean isRead();

    /** Whether a change is written to it, before it is made in the cache: write-through. */
    boolean isWritten();

    /**
     * The value, or null if the source has none.
     *
     * @throws CacheLoaderException if the loader failed
     */
    @Nullable
    Object load(Object key);

    /**
     * The values that the source has of those keys.
     *
     * @throws CacheLoaderException if the loader failed
     */
    Map<Object, Object> loadAll(Collection<?> keys);

    /**
     * Writes the value.
     *
     * @throws CacheWriterException if the writer failed: the cache is left as it is
     */
    void write(Object key, Object value);

    /**
     * Writes the values.
     *
     * @param values what the writer wrote is taken out, should it fail
     * @throws CacheWriterException if the writer failed: what is left in the map was not written
     */
    void writeAll(Map<Object, Object> values);

    /**
     * Deletes the key.
     *
     * @throws CacheWriterException if the writer failed: the cache is left as it is
     */
    void delete(Object key);

    /**
     * Deletes the keys.
     *
     * @param keys what the writer deleted is taken out, should it fail
     * @throws CacheWriterException if the writer failed: what is left in the set was not deleted
     */
    void deleteAll(Set<Object> keys);

    /** None: nothing is loaded and nothing written. */
    Source NONE = new NoSource();
}
