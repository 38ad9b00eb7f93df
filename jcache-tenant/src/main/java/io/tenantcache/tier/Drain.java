package io.tenantcache.tier;

import io.tenantcache.store.RemoteStore;
import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells the remote tier what was journalled, on a thread that lives as long as there is something to tell: other nodes depend on
 * it, whether or not this one has anything else to do. Thread safe.
 */
final class Drain implements AutoCloseable {

    /*
     * While there is something to tell, callers are turned away, and what they change is journalled: under load the journal
     * would never be found empty. So callers wait, shortly, once the remote tier has carried out a step: who reads for the last steps
     * only, who changes something for any, since each change makes a step more.
     */

    private static final Logger LOG = System.getLogger(Drain.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LAST_STEPS = Duration.ofMillis(50);
    private static final int TENANTS_OF_LAST_STEPS = 50;

    private final Journal journal;
    private final RemoteStore remote;
    private final Breaker breaker;
    private final StateLog states;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean awaited;
    private boolean closed;
    private volatile boolean told;

    /** Of that journal; the log hears of its beginning and its end. */
    Drain(Journal journal, RemoteStore remote, Breaker breaker, StateLog states) {
        this.journal = journal;
        this.remote = remote;
        this.breaker = breaker;
        this.states = states;
    }

    /** Tells in the log what was not told yet. */
    void tell() {
        states.tell();
    }

    /** Something was journalled. */
    void start() {
        start(Duration.ZERO);
    }

    /** Something was journalled; it can wait for so long, unless a caller asks for the remote tier. */
    void start(Duration grace) {
        lock.lock();
        try {
            if (thread == null && !closed) {
                Thread started = new Thread(null, () -> run(grace), "tenantcache-journal", 0, false);
                started.setDaemon(true);
                started.setContextClassLoader(Drain.class.getClassLoader());
                started.start();
                thread = started;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the remote tier knows all, for a read. Waits for the last steps only, and not for long. */
    boolean isDone() {
        return isDone(TENANTS_OF_LAST_STEPS);
    }

    /** The same for a change, which would be journalled else: waits while there are steps, and not for long. */
    boolean isDoneForChange() {
        return isDone(Integer.MAX_VALUE);
    }

    private boolean isDone(int mostTenants) {
        start();
        lock.lock();
        try {
            awaited = true;
            changed.signalAll();
            long nanos = LAST_STEPS.toNanos();
            while (!journal.isEmpty() && told && nanos > 0 && journal.tenants() <= mostTenants) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return journal.isEmpty();
    }

    private void run(Duration grace) {
        try {
            pauseUntilAwaited(grace);
            while (goesOn()) {
                if (breaker.allows()) {
                    step();
                } else {
                    pause(Math.min(LONGEST_PAUSE.toNanos(), breaker.nanosToProbe()));
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "The manager was closed with changes that Redis was not told of");
        } finally {
            ended();
        }
    }

    private void ended() {
        lock.lock();
        try {
            if (Thread.currentThread().equals(thread)) {
                thread = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread if there is nothing to do: who journals something after that starts another. */
    private boolean goesOn() {
        lock.lock();
        try {
            if (closed || journal.isEmpty()) {
                thread = null;
                if (told) {
                    states.changed(Level.INFO, "The journal is drained: Redis knows all that this node changed");
                }
                told = false;
                changed.signalAll();
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void step() {
        ScopeSet.Batch batch = journal.next();
        if (batch == null) {
            return;
        }
        try {
            remote.invalidate(batch.tenant(), batch.scopes());
            breaker.succeeded();
            boolean begins = !told;
            journal.done();
            told = true;
            tellOf(begins);
        } catch (RemoteUnavailableException e) {
            journal.putBack();
            told = false;
            breaker.failed(e);
        } catch (RuntimeException e) {
            // A key's own methods failed, or its class may not be stored. It must not keep the others from being told.
            states.changed(
                    Level.WARNING,
                    "A journalled key cannot be told to Redis (" + e.getClass().getName() + "); its cache is outdated");
            journal.putBackWider();
            breaker.failed(new RemoteUnavailableException("a journalled key cannot be told", e));
        }
        signal();
    }

    private void tellOf(boolean begins) {
        int left = journal.size();
        if (begins && left > 0) {
            states.changed(
                    Level.INFO,
                    "The journal is being drained: Redis is told of " + left
                            + " more changes that were made while it was away");
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pauseUntilAwaited(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long nanos = longest.toNanos();
            while (!awaited && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1));
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was not told stays in the journal. */
    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            running = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
