package io.tenantcache;

import org.jspecify.annotations.Nullable;

/**
 * Reads a value from the source that a cache stands in front of.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 * @param <X> what the source throws
 */
@FunctionalInterface
public interface Loader<K, V, X extends Exception> {

    /** The source's value for that key, or null if it has none: nothing is stored then. */
    @Nullable
    V load(K key) throws X;
}
