package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.RateLimitExceededException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A call whose limits were asked, or are as soon as it is known which of them count it: all of them if the method is called, or those
 * that count what a cache answers too. The thread of the call has named whom they are counted for, since a load may run on another one.
 * Thread-safe.
 */
public final class Admission {

    private static final Runnable NOTHING = () -> {};

    private enum Counted {
        /** By none of the limits. */
        NOT_YET,
        /** By those of calls that a cache answers. */
        AS_ANSWERED,
        /** By all of them. */
        AS_CALLED
    }

    private final Runnable all;
    private final Runnable ofCalls;
    private final Runnable ofSource;
    private final Executor threads;
    private volatile Counted counted;
    private volatile boolean underWay = true;
    private volatile @Nullable RateLimitExceededException refusal;

    private Admission(Counted counted, Runnable all, Runnable ofCalls, Runnable ofSource, Executor threads) {
        this.counted = counted;
        this.all = all;
        this.ofCalls = ofCalls;
        this.ofSource = ofSource;
        this.threads = threads;
    }

    /**
     * Of a call that a cache may answer.
     *
     * @param all asks all limits
     * @param ofCalls asks those that count what a cache answers
     * @param ofSource asks the others
     * @param threads for what may wait for Redis
     */
    Admission(Runnable all, Runnable ofCalls, Runnable ofSource, Executor threads) {
        this(Counted.NOT_YET, all, ofCalls, ofSource, threads);
    }

    /** Of a call that all its limits have counted. */
    static Admission ofCounted() {
        return new Admission(Counted.AS_CALLED, NOTHING, NOTHING, NOTHING, Runnable::run);
    }

    /**
     * The method is about to be called: asks what limits of it were not asked yet.
     *
     * @throws RateLimitExceededException if one refuses the call: then none of these has counted it
     */
    public synchronized void beforeCall() {
        if (counted != Counted.AS_CALLED) {
            ask(counted == Counted.NOT_YET ? all : ofSource);
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
        if (counted == Counted.NOT_YET) {
            ask(ofCalls);
            counted = Counted.AS_ANSWERED;
        }
    }

    /** {@link #afterAnswer()} of what has failed: a refusal has been counted by nobody, and stays what it is. */
    public void afterFailure(Throwable failure) {
        if (failure != refusal) {
            afterAnswer();
        }
    }

    /** {@link #afterAnswer()} of a stage, once that has completed. It fails with a refusal. */
    public CompletionStage<?> afterAnswer(CompletionStage<?> stage) {
        if (counted == Counted.AS_CALLED) {
            return stage;
        }
        CompletableFuture<@Nullable Object> given = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenCompleteAsync((value, thrown) -> end(given, value, thrown), threads);
        return given;
    }

    private void end(CompletableFuture<@Nullable Object> given, @Nullable Object value, @Nullable Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        try {
            if (failure == null) {
                afterAnswer();
            } else {
                afterFailure(failure);
            }
        } catch (RuntimeException refused) {
            failure = refused;
        }
        if (failure == null) {
            given.complete(value);
        } else {
            given.completeExceptionally(failure);
        }
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
