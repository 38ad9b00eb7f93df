package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import io.tenantcache.cdi.operation.OwnChanges.Announced;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CachePut}, {@code @CacheRemove} and {@code @CacheRemoveAll}: changes the cache before or after the method (after one that
 * answers with a stage, when that has completed), or with the transaction that it is part of. A missing tenant is an error before the method is called, so that it never fails what has
 * already been done.
 */
final class ChangeOperation implements CacheOperation {

    private final CachedMethod method;
    private final Change change;
    private final MethodParts parts;
    private final Invalidations invalidations;
    private final Cause cause;

    ChangeOperation(CachedMethod method, Change change, MethodParts parts, Invalidations invalidations) {
        this.method = method;
        this.change = change;
        this.parts = parts;
        this.invalidations = invalidations;
        this.cause = new Cause(Origin.ANNOTATION, List.of(method.toString()));
    }

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        parts.caches().requireTenant(method.getCacheName());
        Change.Prepared prepared = change.prepare(invocation);
        Runnable made = () -> make(invocation, prepared);
        if (method.annotation().moment() == Moment.BEFORE_INVOCATION) {
            parts.failures().contain(method, made);
            return invocation.proceed();
        }
        Object result = proceed(invocation, prepared, made);
        if (method.completion() == Completion.STAGE && result instanceof CompletionStage<?> stage) {
            return StageEnd.of(
                    stage,
                    parts.caches().afterwards(method.getCacheName()),
                    failure -> changeAfterStage(failure, made));
        }
        parts.failures().contain(method, made);
        return result;
    }

    private void make(Invocation invocation, Change.Prepared prepared) {
        Cache<Object, Object> cache = parts.cache().of(invocation);
        if (parts.caches().owns(cache)) {
            invalidations.make(prepared.covered(cache.getName()), cause, () -> prepared.makeIn(cache));
        } else {
            prepared.makeIn(cache);
        }
    }

    private @Nullable Object proceed(Invocation invocation, Change.Prepared prepared, Runnable made) throws Exception {
        Announced announced = announce(invocation, prepared);
        try {
            return invocation.proceed();
        } catch (Throwable thrown) {
            if (method.annotation().failures().accepts(thrown)) {
                changeAfter(thrown, made);
            }
            throw thrown;
        } finally {
            announced.close();
        }
    }

    private void changeAfterStage(@Nullable Throwable failure, Runnable made) {
        if (failure == null) {
            parts.failures().contain(method, made);
        } else if (method.annotation().failures().accepts(failure)) {
            changeAfter(failure, made);
        }
    }

    private Announced announce(Invocation invocation, Change.Prepared prepared) {
        try {
            return invalidations.announce(
                    () -> prepared.covered(parts.cache().of(invocation).getName()));
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return Announced.NOTHING;
        }
    }

    private void changeAfter(Throwable thrown, Runnable made) {
        try {
            parts.failures().contain(method, made);
        } catch (RuntimeException withoutTenant) {
            thrown.addSuppressed(withoutTenant);
        }
    }
}
