package io.tenantcache.cdi.ratelimit;

import io.tenantcache.cdi.operation.StageEnd;
import io.tenantcache.ratelimit.RateLimitExceededException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call whose limits were asked, or are as soon as it is known which of them count it: all of them if the method is called, or those
 * that count what a cache answers too. The thread of the call has named whom they are counted for, since a load may run on another one.
 * Thread-safe.
 */
public final class Admission {

    private enum Counted {
        /** By none of the limits. */
        NOT_YET,
        /** By those of calls that a cache answers. */
        AS_ANSWERED,
        /** By all of them. */
        AS_CALLED
    }

    private static final Limits NONE = new Limits(() -> {}, null, () -> {}, () -> Runnable::run);

    private final Limits limits;
    private volatile Counted counted;
    private volatile boolean underWay = true;
    private volatile @Nullable RateLimitExceededException refusal;

    /**
     * The limits of a call that a cache may answer.
     *
     * @param all asks all of them
     * @param ofCalls asks those that count what a cache answers; null if there are none
     * @param ofSource asks the others
     * @param threads gives those for what may wait for Redis, for the tenant of the call; asked on the call's thread
     */
    record Limits(Runnable all, @Nullable Runnable ofCalls, Runnable ofSource, Supplier<Executor> threads) {}

    private Admission(Limits limits, Counted counted) {
        this.limits = limits;
        this.counted = counted;
    }

    /** Of a call that none of the limits has counted yet. */
    Admission(Limits limits) {
        this(limits, limits.ofCalls() == null ? Counted.AS_ANSWERED : Counted.NOT_YET);
    }

    /** Of a call that all its limits have counted. */
    static Admission ofCounted() {
        return new Admission(NONE, Counted.AS_CALLED);
    }

    /**
     * The method is about to be called: asks what limits of it were not asked yet.
     *
     * @throws RateLimitExceededException if one refuses the call: then none of these has counted it
     */
    public synchronized void beforeCall() {
        if (counted != Counted.AS_CALLED) {
            ask(counted == Counted.NOT_YET ? limits.all() : limits.ofSource());
            counted = Counted.AS_CALLED;
        }
    }

    /**
     * The call has come back, with an answer of the method or in its place: if the method was not called, asks the limits that count that.
     *
     * @throws RateLimitExceededException if one refuses the call, which is not to be answered then
     */
    public void afterAnswer() {
        if (counted == Counted.NOT_YET) {
            count();
        }
    }

    private synchronized void count() {
        Runnable ofCalls = limits.ofCalls();
        if (counted == Counted.NOT_YET && ofCalls != null) {
            ask(ofCalls);
            counted = Counted.AS_ANSWERED;
        }
    }

    /** {@link #afterAnswer()} of what has failed: a refusal has been counted by nobody, and stays what it is. */
    public void afterFailure(Throwable failure) {
        if (!isRefusal(failure)) {
            try {
                afterAnswer();
            } catch (RuntimeException refused) {
                refused.addSuppressed(failure);
                throw refused;
            }
        }
    }

    /** Whether that is how these limits have refused the call, rather than what the method threw. */
    @SuppressWarnings("ReferenceEquality") // the method may throw an equal one
    public boolean isRefusal(Throwable failure) {
        return failure == refusal;
    }

    /** {@link #afterAnswer()} of a stage, once that has completed. It fails with a refusal. */
    public CompletionStage<?> afterAnswer(CompletionStage<?> stage) {
        if (counted != Counted.NOT_YET) {
            return stage;
        }
        CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
        CompletionStage<?> unused;
        if (stage.toCompletableFuture().isDone()) {
            unused = stage.whenComplete((value, thrown) -> end(given, value, thrown));
        } else {
            // Whoever completes it may be an event loop.
            Executor threads = limits.threads().get();
            unused = stage.whenComplete((value, thrown) -> threads.execute(() -> end(given, value, thrown)));
        }
        return given;
    }

    private void end(CompletableFuture<@Nullable Object> given, @Nullable Object value, @Nullable Throwable thrown) {
        Throwable failure = StageEnd.cause(thrown);
        try {
            if (failure == null) {
                afterAnswer();
            } else {
                afterFailure(failure);
            }
        } catch (Throwable notCounted) {
            failure = notCounted;
        }
        StageEnd.settle(given, value, failure);
    }

    private void ask(Runnable limits) {
        try {
            limits.run();
        } catch (RateLimitExceededException refused) {
            refusal = refused;
            throw refused;
        }
    }

    /** Whether the interceptor that has asked the limits is still in the midst of the call. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** The call has come back. */
    public void end() {
        underWay = false;
    }
}
