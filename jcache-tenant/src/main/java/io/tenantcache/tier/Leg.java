package io.tenantcache.tier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What comes next on a caller's way to a value.
 *
 * @param <X> what the way may fail with
 */
sealed interface Leg<X extends Exception> {

    /** For no limit of a wait. */
    long FOREVER = Long.MAX_VALUE;

    /** The caller has its value; null if there is none. */
    record End<X extends Exception>(@Nullable Object value) implements Leg<X> {
        /** Values are never printed. */
        @Override
        public String toString() {
            return "End";
        }
    }

    /**
     * The caller waits, and then goes on, whatever became of the event.
     *
     * @param event what it waits for
     * @param millis for how long at the most
     */
    record Wait<X extends Exception>(CompletableFuture<?> event, long millis, Next<X> next) implements Leg<X> {}

    /** How a caller goes on. */
    interface Next<X extends Exception> {

        /**
         * As far as the next wait, or to the end.
         *
         * @throws X the loader's own exception
         */
        Leg<X> go() throws X;
    }

    /**
     * Has the calling thread wait for the event, for that time at the most. What became of it is not told.
     *
     * @throws CacheException if the thread is interrupted; it is again then
     */
    static void await(CompletableFuture<?> event, long millis, String cache) {
        if (event.isDone()) {
            return;
        }
        try {
            Object unused = event.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Who waited looks at the event.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("Interrupted while waiting for a load of the cache '" + cache + "'", e);
        }
    }
}
