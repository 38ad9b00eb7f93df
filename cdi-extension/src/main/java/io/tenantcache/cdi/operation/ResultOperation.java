package io.tenantcache.cdi.operation;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.CacheTrace;
import io.tenantcache.LoadOptions;
import io.tenantcache.TenantCache;
import io.tenantcache.Tier;
import io.tenantcache.cdi.operation.KeptFailures.Found;
import javax.cache.Cache;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CacheResult}: the cached value, else the method's, which is then stored. Concurrent callers of one key call the
 * method once, and a result whose call began before an invalidation is not stored. That there is no value, null or an empty
 * {@code Optional}, is remembered if the cache is told to.
 */
final class ResultOperation implements CacheOperation {

    /** How often a caller waits in vain for another one, whose failure is not its own, before it calls the method whoever else does. */
    static final int FAILURES_OF_OTHERS = 3;

    private final CachedMethod method;
    private final MethodParts parts;
    private final ResultShape shape;
    private final Invalidations invalidations;
    private final @Nullable KeptFailures failures;
    private final boolean skipGet;

    ResultOperation(
            CachedMethod method, MethodParts parts, Invalidations invalidations, @Nullable KeptFailures failures) {
        this.method = method;
        this.parts = parts;
        this.invalidations = invalidations;
        this.shape = ResultShape.of(method);
        this.failures = failures;
        this.skipGet = ((CacheResult) method.getCacheAnnotation()).skipGet();
    }

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        GeneratedCacheKey key = parts.keys().key(invocation);
        SourceCall source = new SourceCall(invocation, shape);
        try {
            return shape.toResult(value(invocation, key, source));
        } catch (SourceFailure failure) {
            throw failure.toThrow();
        }
    }

    private @Nullable Object value(Invocation invocation, Object key, SourceCall source) throws SourceFailure {
        Object value;
        try {
            Cache<Object, Object> cache = parts.cache().of(invocation);
            value = skipGet ? refresh(cache, invocation, key, source) : read(cache, invocation, key, source);
        } catch (CacheLoadTimeoutException | CacheLoadRejectedException refused) {
            // What the cache was told to do for the source's sake: another call would undo it.
            throw refused;
        } catch (RuntimeException failure) {
            if (source.isUnderWay()) {
                throw failure;
            }
            parts.failures().contain(method, failure);
            return source.loadOnce(key);
        }
        if (value != null && !shape.fits(value)) {
            parts.failures().reportType(method, value.getClass());
            return source.loadOnce(key);
        }
        return value;
    }

    private KeyLoad<@Nullable Object, SourceFailure> loader(Invocation invocation, SourceCall source) {
        KeptFailures kept = failures;
        Found found = skipGet ? Found.IS_PASSED_OVER : Found.COUNTS;
        return kept == null ? source::load : key -> kept.load(invocation, key, source, found);
    }

    private @Nullable Object read(Cache<Object, Object> cache, Invocation invocation, Object key, SourceCall source)
            throws SourceFailure {
        KeyLoad<@Nullable Object, SourceFailure> loader = invalidations.watched(cache, loader(invocation, source));
        if (cache instanceof TenantCache<Object, Object> tenantCache) {
            LoadOptions<Object> options = parts.options().of(invocation);
            for (int attempt = 0; attempt < FAILURES_OF_OTHERS; attempt++) {
                try {
                    return tenantCache.getOrLoad(key, loader::load, options);
                } catch (SourceFailure failure) {
                    if (source.hasBegun() || failure.isSharedWith(invocation)) {
                        throw failure;
                    }
                    // Another caller's limits refused to load it, or another method failed: this one may not.
                }
            }
            return loader.load(key);
        }
        Object cached = cache.get(key);
        return cached != null ? cached : store(cache, key, loader);
    }

    /** Always calls the method, and stores what it returns, if no other change came in between. */
    private @Nullable Object refresh(Cache<Object, Object> cache, Invocation invocation, Object key, SourceCall source)
            throws SourceFailure {
        Renewal renewal = Renewal.begin(method, parts, invalidations, invocation, cache, key, failures);
        if (renewal.isWithTransaction()) {
            CacheTrace.record(Tier.SOURCE);
            return source.loadOnce(key);
        }
        KeyLoad<@Nullable Object, SourceFailure> loader = renewal.storedIfCertain(loader(invocation, source));
        if (!(cache instanceof TenantCache<Object, Object> tenantCache)) {
            return store(cache, key, loader);
        }
        try {
            // Not a put: that would undo an invalidation which comes while the method runs.
            tenantCache.getOrLoad(key, loader::load, parts.options().of(invocation));
        } catch (SourceFailure failure) {
            if (source.hasBegun()) {
                throw failure;
            }
            // Another caller's: this one's method is called whatever becomes of that.
        } catch (RuntimeException failure) {
            if (source.hasBegun()) {
                throw failure;
            }
            parts.failures().contain(method, failure);
        }
        return source.hasBegun() ? source.loadOnce(key) : apart(renewal, source, key);
    }

    /** Another caller has loaded the key: what it found may be older than what the method writes, and is not to stay. */
    private static @Nullable Object apart(Renewal renewal, SourceCall source, Object key) throws SourceFailure {
        try {
            return source.loadOnce(key);
        } finally {
            renewal.outdateAgain();
        }
    }

    private static @Nullable Object store(
            Cache<Object, Object> cache, Object key, KeyLoad<@Nullable Object, SourceFailure> loader)
            throws SourceFailure {
        Object result = loader.load(key);
        if (result != null) {
            cache.put(key, result);
        }
        return result;
    }
}
