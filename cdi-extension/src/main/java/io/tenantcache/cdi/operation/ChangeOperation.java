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
        MethodChange inner = tell(target, prepared, invocation);
        if (method.annotation().moment() == Moment.BEFORE_INVOCATION) {
            parts.failures().contain(method, () -> make(target, prepared, invalidations.unit()));
            return proceed(invocation, inner, () -> {});
        }
        // What a stage does belongs to the transaction in which it was called, wherever it ends.
        UnitOfWork callers = inner == null ? null : unit();
        Runnable made = () -> {
            if (inner == null || !inner.isKeptBack()) {
                make(target, prepared, inner != null && inner.wasCalled() ? inner.unit() : callers);
            }
        };
        Object result = proceed(invocation, inner, made);
        if (method.completion() == Completion.STAGE && result instanceof CompletionStage<?> stage) {
            return StageEnd.of(
                    stage, parts.caches().afterwards(target.name), failure -> changeAfterStage(failure, made));
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

    private @Nullable Object proceed(Invocation invocation, @Nullable MethodChange inner, Runnable made)
            throws Exception {
        Announced announced = announce(inner);
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

    /** Null where nothing is to be told: there are no transactions, or what is changed is not ours to outdate. */
    private @Nullable MethodChange tell(Target target, Change.Prepared prepared, Invocation invocation) {
        if (!target.isOwned || !invalidations.mayBeInTransaction()) {
            return null;
        }
        try {
            MethodChange inner = invalidations.changeOf(
                    method, method.annotation().moment(), parts.failures(), prepared.covered(target.name), cause);
            invocation.tell(inner);
            return inner;
        } catch (RuntimeException failure) {
            parts.failures().contain(method, failure);
            return null;
        }
    }

    private Announced announce(@Nullable MethodChange inner) {
        try {
            return inner == null ? Announced.NOTHING : invalidations.announce(inner);
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
