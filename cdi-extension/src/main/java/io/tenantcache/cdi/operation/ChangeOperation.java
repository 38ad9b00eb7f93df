package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import io.tenantcache.cdi.operation.OwnChanges.Announced;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
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

    /** The cache that a call changes, as it is known before the method is called. */
    private record Target(String name, boolean isOwned, Supplier<Cache<Object, Object>> cache) {}

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        Target target = target(invocation);
        if (target == null) {
            return invocation.proceed();
        }
        requireTenant(target);
        Change.Prepared prepared = change.prepare(invocation);
        if (method.annotation().moment() == Moment.BEFORE_INVOCATION) {
            parts.failures().contain(method, () -> make(target, prepared, invalidations.unit()));
            return invocation.proceed();
        }
        Runnable made = () -> make(target, prepared, invalidations.unit());
        Object result = proceed(target, prepared, invocation, made);
        if (method.completion() == Completion.STAGE && result instanceof CompletionStage<?> stage) {
            // What it does belongs to the transaction in which it was called, wherever it ends.
            UnitOfWork unit = unit();
            return StageEnd.of(
                    stage,
                    parts.caches().afterwards(target.name),
                    failure -> changeAfterStage(failure, () -> make(target, prepared, unit)));
        }
        parts.failures().contain(method, made);
        return result;
    }

    /** Null if the application's resolver fails to choose one: then there is none to change. */
    private @Nullable Target target(Invocation invocation) {
        if (!parts.cache().isChosen()) {
            return new Target(method.getCacheName(), true, () -> parts.cache().of(invocation));
        }
        try {
            Cache<Object, Object> chosen = parts.cache().of(invocation);
            return new Target(chosen.getName(), parts.caches().owns(chosen), () -> chosen);
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return null;
        }
    }

    private @Nullable UnitOfWork unit() {
        try {
            return invalidations.unit();
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return null;
        }
    }

    private void requireTenant(Target target) {
        if (target.isOwned) {
            parts.caches().requireTenant(target.name);
        } else {
            parts.caches().requireTenantForCascade(target.name);
        }
    }

    private void make(Target target, Change.Prepared prepared, @Nullable UnitOfWork unit) {
        Cache<Object, Object> cache = target.cache.get();
        if (target.isOwned) {
            invalidations.make(unit, prepared.covered(target.name), cause, () -> prepared.makeIn(cache));
        } else {
            prepared.makeIn(cache);
        }
    }

    private @Nullable Object proceed(Target target, Change.Prepared prepared, Invocation invocation, Runnable made)
            throws Exception {
        Announced announced = announce(target, prepared);
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

    private Announced announce(Target target, Change.Prepared prepared) {
        try {
            return target.isOwned ? invalidations.announce(() -> prepared.covered(target.name)) : Announced.NOTHING;
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
