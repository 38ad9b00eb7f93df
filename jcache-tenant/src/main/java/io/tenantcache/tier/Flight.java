package io.tenantcache.tier;

import io.tenantcache.store.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** One load under way in this JVM, whose value others wait for. */
final class Flight {

    /**
     * What came of it: a payload to copy from, or the value itself where it could not be stored, or nothing.
     *
     * @param found whether it was found
     * @param tags those of the value
     */
    record Landing(@Nullable Payload payload, @Nullable Object value, boolean found, List<String> tags) {}

    private final long loader = Thread.currentThread().getId();
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();
    private final Semaphore woken = new Semaphore(0);
    private final long stamp;
    private final Duration longest;

    /**
     * A load by the calling thread.
     *
     * @param stamp the near position at which it begins
     * @param longest for how long others wait for it
     */
    Flight(long stamp, Duration longest) {
        this.stamp = stamp;
        this.longest = longest;
    }

    /** The near position at which it began. */
    long stamp() {
        return stamp;
    }

    boolean isMine() {
        return loader == Thread.currentThread().getId();
    }

    void land(Landing landed) {
        landing.complete(landed);
    }

    void fail(Throwable failure) {
        landing.completeExceptionally(failure);
    }

    /** What it waits for may be there. */
    void wake() {
        woken.release();
    }

    /** Waits until it is {@linkplain #wake woken}, for that time at the most; one that came before counts. */
    void awaitWake(long millis, String cache) {
        try {
            if (woken.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            throw interrupted(cache, e);
        }
    }

    /**
     * Waits for the load to end; null if it takes too long.
     *
     * @throws X what it failed with
     */
    @SuppressWarnings("unchecked") // what the loader throws beside unchecked exceptions is an X
    <X extends Exception> @Nullable Landing await(String cache) throws X {
        try {
            return landing.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (X) e.getCause();
        } catch (InterruptedException e) {
            throw interrupted(cache, e);
        }
    }

    private static CacheException interrupted(String cache, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CacheException("Interrupted while waiting for a load of the cache '" + cache + "'", cause);
    }
}
