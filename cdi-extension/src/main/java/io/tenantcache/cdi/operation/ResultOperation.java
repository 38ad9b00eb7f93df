package io.tenantcache.cdi.operation;

import io.tenantcache.TenantCache;
import java.lang.invoke.MethodType;
import java.util.List;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CacheResult}: the cached value, else the method's, which is then stored. Concurrent callers of one key call the
 * method once, and a result whose call began before an invalidation is not stored. A null result is not stored.
 */
final class ResultOperation implements CacheOperation {

    private final CachedMethod method;
    private final MethodParts parts;
    private final Class<?> resultType;
    private final boolean skipGet;

    ResultOperation(CachedMethod method, MethodParts parts) {
        this.method = method;
        this.parts = parts;
        this.resultType =
                MethodType.methodType(method.getMethod().getReturnType()).wrap().returnType();
        this.skipGet = ((CacheResult) method.getCacheAnnotation()).skipGet();
    }

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        GeneratedCacheKey key = parts.keys().key(invocation);
        SourceCall source = new SourceCall(invocation);
        Object value;
        try {
            Cache<Object, Object> cache = parts.cache().of(invocation);
            value = skipGet ? refresh(cache, key, source) : read(cache, key, source);
        } catch (SourceFailure failure) {
            throw failure.thrown();
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return source.result();
        }
        if (value != null && !resultType.isInstance(value)) {
            parts.failures().reportType(method, value.getClass());
            return source.result();
        }
        return value;
    }

    private static @Nullable Object read(Cache<Object, Object> cache, Object key, SourceCall source)
            throws SourceFailure {
        if (cache instanceof TenantCache<Object, Object> tenantCache) {
            return tenantCache.getOrLoad(key, source);
        }
        Object cached = cache.get(key);
        return cached != null ? cached : store(cache, key, source);
    }

    /** Always calls the method, and stores what it returns. */
    private @Nullable Object refresh(Cache<Object, Object> cache, Object key, SourceCall source) throws SourceFailure {
        if (!(cache instanceof TenantCache<Object, Object> tenantCache)) {
            return store(cache, key, source);
        }
        // Not a put: that would undo an invalidation which comes while the method runs.
        parts.caches().outdate(cache, key, List.of());
        tenantCache.getOrLoad(key, source);
        return source.loadOnce(key);
    }

    private static @Nullable Object store(Cache<Object, Object> cache, Object key, SourceCall source)
            throws SourceFailure {
        Object result = source.load(key);
        if (result != null) {
            cache.put(key, result);
        }
        return result;
    }
}
