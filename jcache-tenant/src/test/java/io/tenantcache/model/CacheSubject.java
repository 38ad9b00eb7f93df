package io.tenantcache.model;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Loader;
import io.tenantcache.TenantCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** The cache under test. */
record CacheSubject(TenantCache<Object, Object> cache) implements Subject {

    @Override
    public @Nullable Object get(Object key) {
        return cache.get(key);
    }

    @Override
    public @Nullable Object getOrLoad(Object key, Loader<Object, ?, Exception> loader, Set<String> tags)
            throws Exception {
        return tags.isEmpty()
                ? cache.getOrLoad(key, loader)
                : cache.getOrLoad(key, loader, value -> EntryOptions.none().withTags(tags));
    }

    @Override
    public Map<Object, Object> getAll(Set<Object> keys) {
        return cache.getAll(keys);
    }

    @Override
    public boolean containsKey(Object key) {
        return cache.containsKey(key);
    }

    @Override
    public void loadAll(Set<Object> keys, boolean replace) throws Exception {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(keys, replace, done);
        try {
            done.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    @Override
    public void put(Object key, Object value, @Nullable Duration life, Set<String> tags) {
        EntryOptions options = EntryOptions.none().withTags(tags);
        if (life == null && tags.isEmpty()) {
            cache.put(key, value);
        } else if (life == null) {
            cache.put(key, value, options);
        } else if (tags.isEmpty()) {
            cache.put(key, value, time(life));
        } else {
            cache.put(key, value, options.withTimeToLive(time(life)));
        }
    }

    private static java.time.Duration time(Duration life) {
        return java.time.Duration.ofMillis(life.getTimeUnit().toMillis(life.getDurationAmount()));
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        return cache.getAndPut(key, value);
    }

    @Override
    public void putAll(Map<Object, Object> values) {
        cache.putAll(values);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public boolean remove(Object key) {
        return cache.remove(key);
    }

    @Override
    public boolean remove(Object key, Object expected) {
        return cache.remove(key, expected);
    }

    @Override
    public @Nullable Object getAndRemove(Object key) {
        return cache.getAndRemove(key);
    }

    @Override
    public boolean replace(Object key, Object expected, Object value) {
        return cache.replace(key, expected, value);
    }

    @Override
    public boolean replace(Object key, Object value) {
        return cache.replace(key, value);
    }

    @Override
    public @Nullable Object getAndReplace(Object key, Object value) {
        return cache.getAndReplace(key, value);
    }

    @Override
    public void removeAll(Set<Object> keys) {
        cache.removeAll(keys);
    }

    @Override
    public void removeAll() {
        cache.removeAll();
    }

    @Override
    public void clear() {
        cache.clear();
    }

    @Override
    public void invalidate(Set<Object> keys) {
        List<Invalidation.Scope> scopes = new ArrayList<>();
        keys.forEach(key -> scopes.add(new Invalidation.Key(cache.getName(), key)));
        cache.getCacheManager().invalidate(new Invalidation(scopes));
    }

    @Override
    public void invalidateTags(Set<String> tags) {
        cache.getCacheManager().invalidate(Invalidation.ofTags(cache.getName(), tags));
    }

    @Override
    public void invalidateTenant() {
        cache.getCacheManager().invalidate(Invalidation.ofTenant());
    }

    @Override
    public boolean setTimeToLive(Object key, Duration life) {
        return cache.setTimeToLive(key, time(life));
    }

    @Override
    public @Nullable Object invoke(Object key, EntryProcessor<Object, Object, Object> processor) {
        return cache.invoke(key, processor);
    }

    @Override
    public Map<Object, Object> invokeAll(Set<Object> keys, EntryProcessor<Object, Object, Object> processor) {
        Map<Object, Object> results = new HashMap<>();
        cache.invokeAll(keys, processor).forEach((key, result) -> {
            try {
                results.put(key, result.get());
            } catch (RuntimeException e) {
                results.put(key, e.getClass());
            }
        });
        return results;
    }

    @Override
    public Map<Object, Object> iterate(Predicate<Object> removed) {
        Map<Object, Object> seen = new HashMap<>();
        for (Iterator<Cache.Entry<Object, Object>> entries = cache.iterator(); entries.hasNext(); ) {
            Cache.Entry<Object, Object> entry = entries.next();
            if (seen.put(entry.getKey(), entry.getValue()) != null) {
                throw new AssertionError("A key came twice");
            }
            if (removed.test(entry.getKey())) {
                entries.remove();
            }
        }
        return seen;
    }
}
