package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.Invalidated;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Invalidations that wait for their time, in this JVM alone. Thread safe. */
final class InvalidationSchedule implements AutoCloseable {

    /** Bounds what a caller that forgets them can fill the memory with. */
    static final int MOST = 10_000;

    private static final Logger LOG = System.getLogger(InvalidationSchedule.class.getName());

    private final TimerThread timer;
    private final Set<Entry> waiting = ConcurrentHashMap.newKeySet();
    private final FailureLog log = new FailureLog(LOG);
    private volatile boolean closed;

    InvalidationSchedule(TimerThread timer) {
        this.timer = timer;
    }

    /** One that has its place, and whose time has not begun to run. */
    final class Entry {

        private final CompletableFuture<Invalidated> given = new CompletableFuture<>();
        private final DueTime due;
        private final Executor threads;
        private final Supplier<Invalidated> action;

        private Entry(DueTime due, Executor threads, Supplier<Invalidated> action) {
            this.due = due;
            this.threads = threads;
            this.action = action;
        }

        /** Completes when it is done; is cancelled to take it back. */
        CompletableFuture<Invalidated> given() {
            return given;
        }

        /** Lets its time run. Never fails. */
        void begin() {
            waitFor(due.first().get());
        }

        private void waitFor(Duration delay) {
            try {
                Future<?> task = timer.in(delay.isNegative() ? Duration.ZERO : delay, this::elapsed);
                var unused = given.whenComplete((done, failure) -> task.cancel(false));
            } catch (RejectedExecutionException ended) {
                given.cancel(false);
            }
        }

        private void elapsed() {
            Duration left = due.left().get();
            if (left.compareTo(Duration.ZERO) > 0) {
                waitFor(left);
            } else {
                threads.execute(this::make);
            }
        }

        private void make() {
            if (given.isDone()) {
                return;
            }
            try {
                given.complete(action.get());
            } catch (RuntimeException | Error failure) {
                // The keys may be in its message.
                log.failed(
                        failure.getClass().getName(),
                        () -> "A scheduled invalidation failed: "
                                + failure.getClass().getName());
                given.completeExceptionally(failure);
            }
        }
    }

    /**
     * A place for an invalidation.
     *
     * @param threads run the action, and what depends on its end
     * @throws IllegalStateException if there are too many, or the application has ended
     */
    Entry reserve(DueTime due, Executor threads, Supplier<Invalidated> action) {
        requireOpen();
        if (waiting.size() >= MOST) {
            throw new IllegalStateException(MOST + " scheduled invalidations wait for their time, which is as many as"
                    + " there may be. Name what is outdated at the same time in one call");
        }
        Entry entry = new Entry(due, threads, action);
        waiting.add(entry);
        var unused = entry.given.whenComplete((done, failure) -> waiting.remove(entry));
        if (closed) {
            // Who closed it may not have seen this one.
            entry.given.cancel(false);
        }
        return entry;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The caches are closed: the application has ended");
        }
    }

    /** Cancels what waits, and tells how many there are. */
    @Override
    public void close() {
        closed = true;
        long dropped =
                waiting.stream().filter(entry -> entry.given.cancel(false)).count();
        if (dropped > 0) {
            LOG.log(
                    Level.WARNING,
                    () -> dropped + " scheduled invalidations are dropped with the end of the application:"
                            + " what they name stays cached until it is outdated otherwise, or expires");
        }
    }
}
