package io.tenantcache.cdi.operation;

import io.tenantcache.AsyncLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The intercepted method as the source of a load that it answers with a stage; remembers that. Thread safe. */
final class StageCall implements AsyncLoader<Object, Object> {

    private final CachedMethod method;
    private final Invocation invocation;
    private @Nullable CompletionStage<?> returned;

    StageCall(CachedMethod method, Invocation invocation) {
        this.method = method;
        this.invocation = invocation;
    }

    /** What the method fails with is carried by a {@link SourceFailure}; errors are no failure of a cache anyway. */
    @Override
    public CompletionStage<@Nullable Object> load(Object key) throws SourceFailure {
        CompletableFuture<@Nullable Object> carried = new CompletableFuture<>();
        CompletionStage<?> stage;
        try {
            stage = result();
        } catch (Exception thrown) {
            throw new SourceFailure(thrown);
        }
        CompletionStage<?> unused = stage.whenComplete((value, failure) -> {
            Throwable cause = StageEnd.cause(failure);
            StageEnd.settle(carried, value, cause instanceof Exception thrown ? new SourceFailure(thrown) : cause);
        });
        return carried;
    }

    /**
     * The stage that the method has returned, else what it returns now.
     *
     * @throws Exception what the method throws, unchanged
     */
    synchronized CompletionStage<?> result() throws Exception {
        CompletionStage<?> stage = returned;
        if (stage == null) {
            stage = (CompletionStage<?>) invocation.proceed();
            if (stage == null) {
                throw new NullPointerException(method + " returned null in the place of a stage: for no value, return a"
                        + " stage that completes with null");
            }
            returned = stage;
        }
        return stage;
    }
}
