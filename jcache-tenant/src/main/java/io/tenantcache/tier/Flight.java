package io.tenantcache.tier;

import io.tenantcache.Tier;
import io.tenantcache.store.Payload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One load under way in this JVM, whose value others wait for. */
final class Flight {

    /**
     * What came of it: a payload to copy from, be it an absence's, or the value itself where it could not be stored, or nothing.
     *
     * @param tier where it came from
     * @param isStale whether its life is over
     * @param tags those of the value
     */
    record Landing(@Nullable Payload payload, @Nullable Object value, Tier tier, boolean isStale, List<String> tags) {

        static final Landing NOTHING = new Landing(null, null, Tier.SOURCE, false, List.of());

        /** What an entry holds, of which that is the near payload. */
        static Landing of(Payload payload, @Nullable Object value, Tier tier) {
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

    private static final long NOBODY = -1;

    private volatile long loader = NOBODY;
    private volatile @Nullable Landing fallback;
    private volatile CompletableFuture<Boolean> woken = new CompletableFuture<>();
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();
    private final long stamp;
    private volatile boolean isForItsCaller;

    /**
     * Run by nobody yet.
     *
     * @param stamp the near position at which it begins, or as of which the source may answer
     */
    Flight(long stamp) {
        this.stamp = stamp;
    }

    /** The near position at which it began, or as of which the source may answer. */
    long stamp() {
        return stamp;
    }

    /** The calling thread runs its loader. */
    void isRunHere() {
        loader = Thread.currentThread().getId();
    }

    /** No thread runs its loader, or not any more. */
    void isRunNowhere() {
        loader = NOBODY;
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

    /** What it brings is for its caller alone: the others need not wait for it. */
    void goAlone() {
        isForItsCaller = true;
        landing.complete(Landing.NOTHING);
    }

    /** Whether what it brings is for its caller alone. */
    boolean isForItsCaller() {
        return isForItsCaller;
    }

    void fail(Throwable failure) {
        landing.completeExceptionally(failure);
    }

    /** What it waits for may be there. */
    void wake() {
        woken.complete(true);
    }

    /** The next {@link #wake}, to be taken before what is waited for is looked at. One waits for it at a time. */
    CompletableFuture<?> nextWake() {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        woken = next;
        return next;
    }

    /** Completed when it ends. */
    CompletableFuture<?> end() {
        return landing;
    }

    /**
     * What came of it; null if it has not ended yet.
     *
     * @throws X what it failed with
     */
    <X extends Exception> @Nullable Landing landed() throws X {
        return landing.isDone() ? Flight.<Landing, X>resultOf(landing) : null;
    }

    /**
     * What a future has completed with.
     *
     * @throws X what it failed with
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // beside unchecked exceptions a load fails with the X of its loader
    static <T, X extends Exception> T resultOf(CompletableFuture<T> ended) throws X {
        if (!ended.isCompletedExceptionally()) {
            return ended.join();
        }
        // Not by get: that takes the cause of what the source itself may have thrown.
        Throwable failure = ended.handle((result, thrown) -> thrown).join();
        if (failure instanceof Error error) {
            throw error;
        }
        throw (X) failure;
    }
}
