package io.tenantcache.cdi.operation;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code @CachePut}, {@code @CacheRemove} and {@code @CacheRemoveAll}: changes the cache before or after the method; after one that
 * answers with a stage, when that has completed. A
 * missing tenant is an error before the method is called, so that it never fails what has already been done.
 */
final class ChangeOperation implements CacheOperation {

    private final CachedMethod method;
    private final Change change;
    private final DeployedCaches caches;
    private final CacheFailures failures;

    ChangeOperation(CachedMethod method, Change change, DeployedCaches caches, CacheFailures failures) {
        this.method = method;
        this.change = change;
        this.caches = caches;
        this.failures = failures;
    }

    @Override
    public @Nullable Object apply(Invocation invocation) throws Exception {
        caches.requireTenant(method.getCacheName());
        Runnable prepared = change.prepare(invocation);
        if (method.annotation().moment() == Moment.BEFORE_INVOCATION) {
            failures.contain(method, prepared);
            return invocation.proceed();
        }
        Object result = proceed(invocation, prepared);
        if (method.completion() == Completion.STAGE && result instanceof CompletionStage<?> stage) {
            return StageEnd.of(
                    stage, caches.afterwards(method.getCacheName()), failure -> changeAfterStage(failure, prepared));
        }
        failures.contain(method, prepared);
        return result;
    }

    private @Nullable Object proceed(Invocation invocation, Runnable prepared) throws Exception {
        try {
            return invocation.proceed();
        } catch (Throwable thrown) {
            if (method.annotation().failures().accepts(thrown)) {
                changeAfter(thrown, prepared);
            }
            throw thrown;
        }
    }

    private void changeAfterStage(@Nullable Throwable failure, Runnable prepared) {
        if (failure == null) {
            failures.contain(method, prepared);
        } else if (method.annotation().failures().accepts(failure)) {
            changeAfter(failure, prepared);
        }
    }

    private void changeAfter(Throwable thrown, Runnable prepared) {
        try {
            failures.contain(method, prepared);
        } catch (RuntimeException withoutTenant) {
            thrown.addSuppressed(withoutTenant);
        }
    }
}
