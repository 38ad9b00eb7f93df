package io.tenantcache.cdi.operation;

import io.tenantcache.AsyncLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The intercepted method as the source of a load that it answers with a stage; calls it once, and remembers that. Thread safe. */
final class StageCall implements AsyncLoader<Object, Object> {

    private final CachedMethod method;
    private final Invocation invocation;
    private final ResultShape shape;
    private @Nullable CompletionStage<?> returned;

    StageCall(CachedMethod method, Invocation invocation, ResultShape shape) {
        this.method = method;
        this.invocation = invocation;
        this.shape = shape;
    }

    @Override
    public CompletionStage<@Nullable Object> load(Object key) {
        return value();
    }

    /**
     * What the cache is to keep of what the method has come to, else of what it comes to now; null for an absence. What the method
     * fails with is carried by a {@link SourceFailure}; errors are no failure of a cache anyway.
     */
    CompletionStage<@Nullable Object> value() {
        CompletableFuture<@Nullable Object> carried = new CompletableFuture<>();
        CompletionStage<?> unused = result().whenComplete((value, failure) -> {
            Throwable cause = StageEnd.cause(failure);
            StageEnd.settle(
                    carried,
                    shape.toCache(value),
                    cause instanceof Exception thrown ? SourceFailure.of(invocation, thrown) : cause);
        });
        return carried;
    }

    private synchronized CompletionStage<?> result() {
        CompletionStage<?> stage = returned;
        if (stage == null) {
            stage = returned(method, invocation);
            returned = stage;
        }
        return stage;
    }

    /** What a call of the method returns; what it throws is in the stage too. */
    static CompletionStage<?> returned(CachedMethod method, Invocation invocation) {
        try {
            CompletionStage<?> stage = (CompletionStage<?>) invocation.proceed();
            return stage != null
                    ? stage
                    : CompletableFuture.failedFuture(
                            new NullPointerException(
                                    method
                                            + " returned null in the place of a stage: for no value, return a stage that completes with null"));
        } catch (Exception | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** Whether the method was called. */
    synchronized boolean hasBegun() {
        return returned != null;
    }
}
