package io.tenantcache.cdi.operation;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.LoadOptions;
import io.tenantcache.TenantCache;
import java.util.List;
import java.util.Optional;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * What a method throws, kept in a cache of its own: {@code exceptionCacheName}. It is filled as every cache is, so that a failure
 * of a call that began before an invalidation of its key is not stored after it.
 */
final class KeptFailures {

    /** Whether a failure that is found is thrown. */
    enum Found {
        /** In the place of a call. */
        COUNTS,
        /** {@code skipGet}: the method is called whatever there is. */
        IS_PASSED_OVER
    }

    /** That a call succeeds is no absence: the next one may fail. */
    static final LoadOptions<Object> OPTIONS = new LoadOptions<>() {
        @Override
        public EntryOptions apply(Object failure) {
            return EntryOptions.none();
        }

        @Override
        public Optional<EntryOptions> ofAbsence() {
            return Optional.empty();
        }
    };

    private static final Invalidation NOTHING = new Invalidation(List.of());

    private final CachedMethod method;
    private final MethodCache cache;
    private final DeployedCaches caches;
    private final CacheFailures failures;

    KeptFailures(CachedMethod method, MethodCache cache, DeployedCaches caches, CacheFailures failures) {
        this.method = method;
        this.cache = cache;
        this.caches = caches;
        this.failures = failures;
    }

    /** Where the failures of that call are. */
    Cache<Object, Object> cacheOf(Invocation invocation) {
        return cache.of(invocation);
    }

    /** What covers the failure of that key; nothing, if it is kept in another manager's cache, or nobody knows in which. */
    Invalidation covered(Invocation invocation, Object key) {
        try {
            Cache<Object, Object> kept = cache.of(invocation);
            return caches.owns(kept) ? Invalidation.ofKey(kept.getName(), key) : NOTHING;
        } catch (RuntimeException failure) {
            failures.contain(method, failure);
            return NOTHING;
        }
    }

    /** Outdates the failure of that key. */
    void outdate(Invocation invocation, Object key) {
        failures.contain(method, () -> caches.outdate(cache.of(invocation), key, List.of()));
    }

    /**
     * What the method returns.
     *
     * @throws SourceFailure what it throws, or has thrown before
     */
    @Nullable
    Object load(Invocation invocation, Object key, SourceCall source, Found found) throws SourceFailure {
        Object kept = null;
        try {
            kept = find(cache.of(invocation), key, source);
        } catch (SourceFailure failure) {
            if (source.hasBegun() || failure.isSharedWith(invocation)) {
                throw failure;
            }
            // Another method's, which is not to be kept: this one may not fail.
        } catch (CacheLoadTimeoutException | CacheLoadRejectedException refused) {
            throw refused;
        } catch (RuntimeException failure) {
            if (source.isUnderWay()) {
                throw failure;
            }
            failures.contain(method, failure);
        }
        if (kept != null && source.failure() == null && found == Found.COUNTS && accepts(kept)) {
            throw SourceFailure.ofKept(invocation, withTrace((Throwable) kept));
        }
        return source.loadOnce(key);
    }

    /** What is kept, else what the method throws now and is to be kept; null if it returns. */
    private @Nullable Object find(Cache<Object, Object> failuresOfKeys, Object key, SourceCall source)
            throws SourceFailure {
        if (failuresOfKeys instanceof TenantCache<Object, Object> tenantCache) {
            return tenantCache.getOrLoad(key, missing -> thrownBy(source, missing), OPTIONS);
        }
        Object kept = failuresOfKeys.get(key);
        if (kept != null) {
            return kept;
        }
        Throwable thrown = thrownBy(source, key);
        if (thrown != null) {
            failuresOfKeys.put(key, thrown);
        }
        return thrown;
    }

    private @Nullable Throwable thrownBy(SourceCall source, Object key) throws SourceFailure {
        try {
            Object unused = source.load(key);
            return null;
        } catch (SourceFailure failure) {
            if (failure.isRefusal() || !keeps(failure.thrown())) {
                // A refusal is no failure of the method.
                throw failure;
            }
            return failure.thrown();
        } catch (Error error) {
            if (!keeps(error)) {
                throw error;
            }
            return error;
        }
    }

    /** Whether what was found is a failure that the method keeps. */
    boolean accepts(Object kept) {
        boolean accepted = (kept instanceof Exception || kept instanceof Error) && keeps((Throwable) kept);
        if (!accepted) {
            failures.reportType(method, kept.getClass());
        }
        return accepted;
    }

    /** Whether the method's failures of that kind are kept. */
    boolean keeps(Throwable thrown) {
        return method.annotation().failures().accepts(thrown);
    }

    /** What was stored left its stack trace behind: it gets that of the caller. One that is shared keeps its own. */
    static Throwable withTrace(Throwable kept) {
        return kept.getStackTrace().length == 0 ? kept.fillInStackTrace() : kept;
    }
}
