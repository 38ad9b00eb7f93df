package io.tenantcache.jcache;

import io.tenantcache.tier.CacheTiers.Change;
import io.tenantcache.tier.CacheTiers.Mutation;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** One run, or more where other writers came between, of an entry processor; the last run's result counts. */
final class Processing<K, V, T> implements Mutation {

    private final K key;
    private final EntryProcessor<K, V, T> processor;
    private final Object[] arguments;
    private @Nullable T result;

    Processing(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        this.key = key;
        this.processor = processor;
        this.arguments = arguments;
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under the cache's types
    public Change of(@Nullable Object current) {
        ProcessedEntry<K, V> entry = new ProcessedEntry<>(key, (V) current);
        try {
            result = processor.process(entry, arguments);
        } catch (EntryProcessorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException(e);
        }
        return entry.change();
    }

    @Nullable
    T result() {
        return result;
    }

    /** What one key of {@code invokeAll} came to: a result, or the exception that asking for it throws. */
    record Outcome<T>(@Nullable T value, @Nullable EntryProcessorException failure) implements EntryProcessorResult<T> {
        @Override
        public @Nullable T get() {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
