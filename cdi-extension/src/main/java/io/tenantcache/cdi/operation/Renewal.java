package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import java.util.List;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A call with {@code skipGet}: the method may write what it returns. So what is cached of its key is outdated before it, and with the
 * transaction in which it works; what it returns there is stored by nobody.
 */
final class Renewal {

    private final Runnable outdating;
    private final @Nullable MethodChange inner;
    private final boolean withTransaction;

    private Renewal(Runnable outdating, @Nullable MethodChange inner, boolean withTransaction) {
        this.outdating = outdating;
        this.inner = inner;
        this.withTransaction = withTransaction;
    }

    /**
     * Outdates the key, with the caller's transaction if there is one.
     *
     * @param cache of the results
     * @param failures where the method's failures are kept, if they are
     */
    static Renewal begin(
            CachedMethod method,
            MethodParts parts,
            Invalidations invalidations,
            Invocation invocation,
            Cache<Object, Object> cache,
            Object key,
            @Nullable KeptFailures failures) {
        DeployedCaches caches = parts.caches();
        Runnable outdating = () -> {
            if (failures != null) {
                failures.outdate(invocation, key);
            }
            caches.outdate(cache, key, List.of());
        };
        Runnable contained = () -> parts.failures().contain(method, outdating);
        if (!caches.owns(cache) || !invalidations.mayBeInTransaction()) {
            outdating.run();
            return new Renewal(contained, null, false);
        }
        Invalidation covered = Invalidation.ofKey(cache.getName(), key);
        if (failures != null) {
            covered = covered.and(failures.covered(invocation, key));
        }
        Cause cause = new Cause(Origin.ANNOTATION, List.of(method.toString()));
        MethodChange inner = invalidations.changeOf(method, Moment.BEFORE_INVOCATION, parts.failures(), covered, cause);
        invocation.tell(inner);
        boolean withTransaction = invalidations.outdateWithTransaction(inner);
        if (!withTransaction) {
            outdating.run();
        }
        return new Renewal(contained, inner, withTransaction);
    }

    /** Whether the caller's transaction has it: then the method is called past the cache. */
    boolean isWithTransaction() {
        return withTransaction;
    }

    /** The load, whose result is not stored if the method worked in a transaction of its own: that may have been rolled back. */
    <V extends @Nullable Object, X extends Exception> KeyLoad<V, X> storedIfCertain(KeyLoad<V, X> load) {
        return key -> {
            try {
                return load.load(key);
            } finally {
                if (inner != null && inner.isKeptBack()) {
                    outdating.run();
                }
            }
        };
    }

    /** What others have stored meanwhile may be older than what the method has written. */
    void outdateAgain() {
        outdating.run();
    }
}
