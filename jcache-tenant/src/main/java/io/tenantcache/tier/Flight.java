package io.tenantcache.tier;

import io.tenantcache.store.Payload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** One load under way in this JVM, whose value others wait for. */
final class Flight {

    /** What came of it: a payload to copy from, or the value itself where it could not be stored, or nothing; and whether it was found. */
    record Landing(@Nullable Payload payload, @Nullable Object value, boolean found) {}

    private final long loader = Thread.currentThread().getId();
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();
    private final long stamp;

    /** A load by the calling thread that begins at that near position. */
    Flight(long stamp) {
        this.stamp = stamp;
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

    /**
     * Waits for the load to end.
     *
     * @throws X what it failed with
     */
    @SuppressWarnings("unchecked") // what the loader throws beside unchecked exceptions is an X
    <X extends Exception> Landing await(String cache) throws X {
        try {
            return landing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (X) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("Interrupted while waiting for a load of the cache '" + cache + "'", e);
        }
    }
}
