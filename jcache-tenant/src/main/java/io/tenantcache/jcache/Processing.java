package io.tenantcache.jcache;

import io.tenantcache.tier.Change;
import io.tenantcache.tier.Mutation;
import io.tenantcache.tier.Source;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** One run, or more where other writers came between, of an entry processor; the last run's result counts. */
final class Processing<K, V, T> implements Mutation {

    private final K key;
    private final Source source;
    private final EntryProcessor<K, V, T> processor;
    private final Object[] arguments;
    private @Nullable T result;

    Processing(K key, Source source, EntryProcessor<K, V, T> processor, Object... arguments) {
        this.key = key;
        this.source = source;
        this.processor = processor;
        this.arguments = arguments;
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under the cache's types
    public Change of(@Nullable Object current) {
        ProcessedEntry<K, V> entry = new ProcessedEntry<>(key, (V) current, source);
        try {
            result = processor.process(entry, arguments);
        } catch (EntryProcessorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException(e);
        }
        return entry.change();
    }

    @Override
    public boolean isLookup() {
        return true;
    }

    @Override
    public boolean mayLoad() {
        return source.isRead();
    }

    @Nullable
    T result() {
        return result;
    }

    /** What one key of {@code invokeAll} came to: a result, or the exception that asking for it throws. */
    record Outcome<T>(@Nullable T value, @Nullable EntryProcessorException failure) implements EntryProcessorResult<T> {

        /** Of that failure. */
        static <T> Outcome<T> failed(RuntimeException failure) {
            return new Outcome<>(
                    null, failure instanceof EntryProcessorException own ? own : new EntryProcessorException(failure));
        }

        @Override
        public @Nullable T get() {
            if (failure != null) {
                throw failure;
            }
            return value;
        }

        /** Values are never printed. */
        @Override
        public String toString() {
            return "Outcome";
        }
    }
}
