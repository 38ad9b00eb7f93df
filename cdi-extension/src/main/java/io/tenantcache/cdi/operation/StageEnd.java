package io.tenantcache.cdi.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What there is to do when a stage has completed, before anybody hears of that. */
public final class StageEnd {

    private StageEnd() {}

    /**
     * A stage that completes as that one has, after the action; it is a {@link CompletableFuture} too.
     *
     * @param afterwards runs the action: whoever completes the stage may be an event loop
     * @param action is given the failure, null if there is none. What it throws is the failure then, if there is no other
     */
    static CompletionStage<@Nullable Object> of(
            CompletionStage<?> stage, Executor afterwards, Consumer<@Nullable Throwable> action) {
        CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenComplete((value, thrown) -> {
            Throwable failure = cause(thrown);
            try {
                afterwards.execute(() -> settle(given, value, after(action, failure)));
            } catch (Throwable notRun) {
                given.completeExceptionally(failure == null ? notRun : failure);
            }
        });
        return given;
    }

    /** What the stage fails with after the action, be it an error: on a thread of the cache's own nobody else would hear of that. */
    private static @Nullable Throwable after(Consumer<@Nullable Throwable> action, @Nullable Throwable failure) {
        try {
            action.accept(failure);
            return failure;
        } catch (Throwable failed) {
            return failure == null ? failed : failure;
        }
    }

    /** Completes the stage with the failure if there is one, else with the value. */
    public static void settle(
            CompletableFuture<@Nullable Object> given, @Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            given.complete(value);
        } else {
            given.completeExceptionally(failure);
        }
    }

    /** What failed first: a stage that comes from another one wraps that one's failure. */
    public static @Nullable Throwable cause(@Nullable Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        return wrapped == null ? failure : wrapped;
    }
}
