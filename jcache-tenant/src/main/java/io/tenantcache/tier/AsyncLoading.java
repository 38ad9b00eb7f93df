package io.tenantcache.tier;

import io.tenantcache.AsyncLoader;
import io.tenantcache.EntryOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By a loader that answers with a stage.
 *
 * @param cache its name, for messages
 * @param threads on which a load goes on whose stage was not complete at once
 */
record AsyncLoading(
        String cache, AsyncLoader<Object, ?> loader, Function<Object, EntryOptions> options, Executor threads)
        implements Loading {

    @Override
    public CompletableFuture<Map<Object, Object>> ask(Object key) {
        CompletableFuture<Map<Object, Object>> asked = new CompletableFuture<>();
        try {
            CompletionStage<?> unused = stage(key)
                    .whenComplete((value, failure) -> Loading.settle(asked, Loading.found(key, value), cause(failure)));
        } catch (Throwable failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.failedFuture(failure);
        }
        if (asked.isDone()) {
            return asked;
        }
        // Whoever completes the stage may be an event loop, and what follows may wait for Redis.
        CompletableFuture<Map<Object, Object>> here = new CompletableFuture<>();
        CompletableFuture<?> unused =
                asked.whenComplete((values, failure) -> threads.execute(() -> Loading.settle(here, values, failure)));
        return here;
    }

    private CompletionStage<?> stage(Object key) throws Exception {
        CompletionStage<?> stage = loader.load(key);
        if (stage == null) {
            throw new NullPointerException("The asynchronous loader of the cache '" + cache
                    + "' answered null in the place of a stage: for no value, answer a stage that completes with null");
        }
        return stage;
    }

    /** What the source failed with: a stage that comes from another one wraps that one's failure. */
    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        return wrapped == null ? failure : wrapped;
    }

    @Override
    public EntryOptions optionsOf(Object value) {
        return Loading.required(options.apply(value));
    }

    @Override
    public Optional<EntryOptions> optionsOfAbsence() {
        return Loading.ofAbsence(options);
    }

    @Override
    public boolean isAsynchronous() {
        return true;
    }
}
