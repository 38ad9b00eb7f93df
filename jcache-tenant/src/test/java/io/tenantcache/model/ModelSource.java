package io.tenantcache.model;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache.Entry;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** What the cache stands in front of: a map for each tenant, which refuses some keys. */
final class ModelSource implements CacheLoader<Object, Object>, CacheWriter<Object, Object> {

    private final Map<Tenant, Map<Object, Object>> values = new HashMap<>();
    private final Set<Object> refused;

    /** Empty. */
    ModelSource(Set<Object> refused) {
        this.refused = refused;
    }

    /** A copy of what it holds. */
    synchronized Map<Tenant, Map<Object, Object>> content() {
        Map<Tenant, Map<Object, Object>> copy = new HashMap<>();
        values.forEach((tenant, held) -> copy.put(tenant, new HashMap<>(held)));
        // Whether a tenant was asked for that has nothing depends on the order in which keys are asked for.
        copy.values().removeIf(Map::isEmpty);
        return copy;
    }

    /** Changes the source behind the cache's back. */
    synchronized void set(Tenant tenant, Object key, Object value) {
        values.computeIfAbsent(tenant, absent -> new HashMap<>()).put(key, value);
    }

    private Map<Object, Object> own() {
        return values.computeIfAbsent(TenantContext.current().orElseThrow(), absent -> new HashMap<>());
    }

    private void require(Object key) {
        if (refused.contains(key)) {
            throw new IllegalStateException("refused");
        }
    }

    @Override
    public synchronized @Nullable Object load(Object key) {
        require(key);
        Object value = own().get(key);
        return value == null ? null : ModelValues.copy(value);
    }

    @Override
    public synchronized Map<Object, Object> loadAll(Iterable<?> keys) {
        Map<Object, Object> loaded = new HashMap<>();
        for (Object key : keys) {
            Object value = load(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    @Override
    public synchronized void write(Entry<? extends Object, ? extends Object> entry) {
        require(entry.getKey());
        own().put(entry.getKey(), ModelValues.copy(entry.getValue()));
    }

    @Override
    public synchronized void writeAll(Collection<Entry<? extends Object, ? extends Object>> entries) {
        entries.removeIf(entry -> {
            if (refused.contains(entry.getKey())) {
                return false;
            }
            write(entry);
            return true;
        });
        entries.forEach(entry -> require(entry.getKey()));
    }

    @Override
    public synchronized void delete(Object key) {
        require(key);
        own().remove(key);
    }

    @Override
    public synchronized void deleteAll(Collection<?> keys) {
        keys.removeIf(key -> {
            if (refused.contains(key)) {
                return false;
            }
            delete(key);
            return true;
        });
        keys.forEach(this::require);
    }
}
