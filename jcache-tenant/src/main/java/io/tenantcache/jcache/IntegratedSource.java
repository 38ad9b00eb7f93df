package io.tenantcache.jcache;

import io.tenantcache.tier.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The application's loader and writer. What they throw is wrapped, as sections 9.3 and 9.4 of the specification have it.
 *
 * @param isRead whether a miss is loaded; a loader serves {@code loadAll} even if not
 */
@SuppressWarnings("unchecked") // what they are handed went in under the cache's types
record IntegratedSource<K, V>(
        @Nullable CacheLoader<K, V> loader, @Nullable CacheWriter<? super K, ? super V> writer, boolean isRead)
        implements Source {

    static <K, V> IntegratedSource<K, V> of(CompleteConfiguration<K, V> configuration) {
        var loaders = configuration.getCacheLoaderFactory();
        var writers = configuration.getCacheWriterFactory();
        return new IntegratedSource<>(
                loaders == null ? null : loaders.create(),
                writers == null || !configuration.isWriteThrough()
                        ? null
                        : (CacheWriter<? super K, ? super V>) writers.create(),
                loaders != null && configuration.isReadThrough());
    }

    boolean hasLoader() {
        return loader != null;
    }

    @Override
    public boolean isWritten() {
        return writer != null;
    }

    @Override
    public @Nullable Object load(Object key) {
        try {
            return loader == null ? null : loader.load((K) key);
        } catch (RuntimeException e) {
            throw loading(e);
        }
    }

    @Override
    public Map<Object, Object> loadAll(Collection<?> keys) {
        if (loader == null) {
            return Map.of();
        }
        try {
            Map<K, V> loaded = loader.loadAll((Iterable<? extends K>) keys);
            return loaded == null ? Map.of() : new HashMap<>(loaded);
        } catch (RuntimeException e) {
            throw loading(e);
        }
    }

    private static CacheLoaderException loading(RuntimeException failure) {
        return failure instanceof CacheLoaderException already
                ? already
                : new CacheLoaderException("The cache loader failed", failure);
    }

    @Override
    public void write(Object key, Object value) {
        if (writer != null) {
            writing(() -> writer.write(new StoredEntry<>((K) key, (V) value)));
        }
    }

    @Override
    public void writeAll(Map<Object, Object> values) {
        if (writer == null || values.isEmpty()) {
            return;
        }
        Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>();
        values.forEach((key, value) -> left.add(new StoredEntry<>((K) key, (V) value)));
        try {
            writing(() -> ((CacheWriter<K, V>) writer).writeAll(left));
        } catch (CacheWriterException e) {
            List<Object> unwritten = new ArrayList<>();
            left.forEach(entry -> unwritten.add(entry.getKey()));
            values.keySet().retainAll(unwritten);
            throw e;
        }
    }

    @Override
    public void delete(Object key) {
        if (writer != null) {
            writing(() -> writer.delete(key));
        }
    }

    @Override
    public void deleteAll(Set<Object> keys) {
        if (writer != null && !keys.isEmpty()) {
            writing(() -> writer.deleteAll(keys));
        }
    }

    private static void writing(Runnable call) {
        try {
            call.run();
        } catch (CacheWriterException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheWriterException("The cache writer failed", e);
        }
    }
}
