package io.tenantcache.cdi.operation;

import io.tenantcache.CacheTrace;
import io.tenantcache.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A read in a transaction that has changed what it would find: the method is called, and what it returns is not stored. All
 * other reads are the cache's.
 */
final class UncommittedRead implements CacheOperation {

    private final CachedMethod method;
    private final MethodParts parts;
    private final Invalidations invalidations;
    private final CacheOperation cached;

    UncommittedRead(CachedMethod method, MethodParts parts, Invalidations invalidations, CacheOperation cached) {
        this.method = method;
        this.parts = parts;
        this.invalidations = invalidations;
        this.cached = cached;
    }

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        if (!invalidations.areHidden(
                () -> cacheName(invocation), () -> parts.keys().key(invocation))) {
            return cached.apply(invocation);
        }
        CacheTrace.record(Tier.SOURCE);
        return method.completion() == Completion.STAGE ? StageCall.returned(method, invocation) : invocation.proceed();
    }

    private String cacheName(Invocation invocation) {
        try {
            return parts.cache().of(invocation).getName();
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return method.getCacheName();
        }
    }
}
