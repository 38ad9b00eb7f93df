package io.tenantcache;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value from the source that a cache stands in front of, without holding a thread meanwhile.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface AsyncLoader<K, V> {

    /**
     * A stage that completes with the source's value for that key, or with null if it has none: nothing is stored then. The stage
     * itself is not null. Any thread may complete it, an event loop's too: the cache does not wait on it.
     *
     * @throws Exception if the source cannot even be asked; callers find it in their stages
     */
    CompletionStage<? extends @Nullable V> load(K key) throws Exception;
}
