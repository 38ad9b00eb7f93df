package io.tenantcache.tier;

import io.tenantcache.Tier;
import io.tenantcache.store.Payload;
import java.util.List;
import java.util.Objects;
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
     * @param tier where it came from
     * @param isStale whether its life is over
     * @param tags those of the value
     */
    record Landing(@Nullable Payload payload, @Nullable Object value, Tier tier, boolean isStale, List<String> tags) {

        static final Landing NOTHING = new Landing(null, null, Tier.SOURCE, false, List.of());

        /** What an entry holds, of which that is the near payload. */
        static Landing of(Payload payload, Object value, Tier tier) {
            return new Landing(payload, value, tier, false, payload.tags());
        }

        /** What an entry holds whose life is over. */
        static Landing ofStale(Payload payload, Object value, Tier tier) {
            return new Landing(payload, value, tier, true, payload.tags());
        }

        boolean isFound() {
            return tier != Tier.SOURCE;
        }
    }

    private volatile long loader = Thread.currentThread().getId();
    private volatile @Nullable Landing fallback;
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();
    private final Semaphore woken = new Semaphore(0);
    private final long stamp;

    /**
     * A load by the calling thread.
     *
     * @param stamp the near position at which it begins
     */
    Flight(long stamp) {
        this.stamp = stamp;
    }

    /** The near position at which it began. */
    long stamp() {
        return stamp;
    }

    /** The calling thread runs its loader. */
    void isRunHere() {
        loader = Thread.currentThread().getId();
    }

    /** What those may be served who do not want to wait for its end; null for nothing. */
    void offer(@Nullable Landing stale) {
        fallback = stale;
    }

    /** What was offered. */
    @Nullable
    Landing fallback() {
        return fallback;
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
     * Waits for the load to end, for that time at the most; null if it takes longer.
     *
     * @throws X what it failed with
     */
    <X extends Exception> @Nullable Landing await(long millis, String cache) throws X {
        try {
            return landing.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw Flight.<X>cause(e);
        } catch (InterruptedException e) {
            throw interrupted(cache, e);
        }
    }

    /** What a load failed with, unless that is an error, which is thrown. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // beside unchecked exceptions the loader throws an X
    static <X extends Exception> X cause(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return (X) Objects.requireNonNull(failed.getCause());
    }

    private static CacheException interrupted(String cache, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new CacheException("Interrupted while waiting for a load of the cache '" + cache + "'", cause);
    }
}
