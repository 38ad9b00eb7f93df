package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import java.util.List;
import java.util.Optional;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Stores the value parameter, then outdates what is derived from the cache. A null value, or one that cannot be stored,
 * outdates the key instead: what the cache held until then is no longer true.
 */
final class PutChange implements Change {

    private final CachedMethod method;
    private final MethodParts parts;

    PutChange(CachedMethod method, MethodParts parts) {
        this.method = method;
        this.parts = parts;
    }

    @Override
    public Prepared prepare(Invocation invocation) {
        Object key = parts.keys().key(invocation);
        Object given = invocation.parameters()[method.valuePosition()];
        Object value = given instanceof Optional<?> optional ? optional.orElse(null) : given;
        @Nullable Object[] arguments = invocation.parameters().clone();
        return new Prepared() {
            @Override
            public Invalidation covered(String cache) {
                return Invalidation.ofKey(cache, key).andCaches(parts.caches().cascade(cache));
            }

            @Override
            public void makeIn(Cache<Object, Object> cache) {
                put(cache, key, value, arguments);
            }
        };
    }

    private void put(Cache<Object, Object> cache, Object key, @Nullable Object value, @Nullable Object[] arguments) {
        List<String> cascade = parts.caches().cascade(cache.getName());
        boolean isStored = false;
        try {
            isStored = value != null && stored(cache, key, value, arguments);
        } finally {
            // After an error too.
            if (!isStored) {
                parts.caches().outdate(cache, key, cascade);
            }
        }
        if (isStored) {
            // A cascade that names its own cache would drop what was just stored.
            parts.caches()
                    .outdate(cascade.stream()
                            .filter(name -> !name.equals(cache.getName()))
                            .toList());
        }
    }

    private boolean stored(Cache<Object, Object> cache, Object key, Object value, @Nullable Object[] arguments) {
        try {
            if (cache instanceof TenantCache<Object, Object> tenantCache) {
                tenantCache.put(key, value, parts.options().of(arguments, value));
            } else {
                cache.put(key, value);
            }
            return true;
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return false;
        }
    }
}
