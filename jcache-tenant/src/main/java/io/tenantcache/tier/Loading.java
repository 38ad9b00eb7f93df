package io.tenantcache.tier;

import io.tenantcache.EntryOptions;
import io.tenantcache.LoadOptions;
import io.tenantcache.Loader;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a missing value is had, and what it is stored with. */
interface Loading {

    /**
     * Asks the source. Never fails itself.
     *
     * @return the value under its key, or an empty map if there is none; completed on a thread that may wait for Redis: on the calling
     *     one, before this returns, or on one of the cache's own
     */
    CompletableFuture<Map<Object, Object>> ask(Object key);

    /** What the value is stored with. */
    EntryOptions optionsOf(Object value);

    /** What it is stored with that there is no value; empty if it is not stored. */
    Optional<EntryOptions> optionsOfAbsence();

    /** Whether the source answers with a stage, and holds no thread until that completes. */
    boolean isAsynchronous();

    /** By a loader that answers with the value, which is stored with nothing beyond it. */
    static Loading of(Loader<Object, ?, ?> loader) {
        return of(loader, value -> EntryOptions.none());
    }

    /** By a loader that answers with the value. */
    static Loading of(Loader<Object, ?, ?> loader, Function<Object, EntryOptions> options) {
        return new Direct(loader, options);
    }

    /** The loader runs on the thread that asks. */
    record Direct(Loader<Object, ?, ?> loader, Function<Object, EntryOptions> options) implements Loading {

        @Override
        public CompletableFuture<Map<Object, Object>> ask(Object key) {
            return now(() -> found(key, loader.load(key)));
        }

        @Override
        public EntryOptions optionsOf(Object value) {
            return required(options.apply(value));
        }

        @Override
        public Optional<EntryOptions> optionsOfAbsence() {
            return ofAbsence(options);
        }

        @Override
        public boolean isAsynchronous() {
            return false;
        }
    }

    /** The answer that the source has that value for the key. */
    static Map<Object, Object> found(Object key, @Nullable Object value) {
        return value == null ? Map.of() : Map.of(key, value);
    }

    /** What the call answers or fails with, on the calling thread. */
    static <T> CompletableFuture<T> now(Callable<T> call) {
        try {
            return CompletableFuture.completedFuture(call.call());
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Completes the future with the failure if there is one, else with the result. */
    static <T extends @Nullable Object> void settle(
            CompletableFuture<T> future, T result, @Nullable Throwable failure) {
        if (failure == null) {
            future.complete(result);
        } else {
            future.completeExceptionally(failure);
        }
    }

    /** What those options say of an absence; empty if it is not stored. */
    static Optional<EntryOptions> ofAbsence(Function<Object, EntryOptions> options) {
        return options instanceof LoadOptions<Object> own ? own.ofAbsence() : Optional.of(EntryOptions.none());
    }

    /** Those options, which an application's function has answered. */
    static EntryOptions required(@Nullable EntryOptions options) {
        return Objects.requireNonNull(options, "The options of a loaded value must not be null");
    }
}
