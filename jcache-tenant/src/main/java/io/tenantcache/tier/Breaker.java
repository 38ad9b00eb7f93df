package io.tenantcache.tier;

import io.tenantcache.RemoteHealth;
import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for a remote tier that is away. Closed, it lets everyone through; after some failures in a
 * row it opens, then lets one caller at a time probe, at growing intervals, until one succeeds.
 */
final class Breaker {

    private static final Logger LOG = System.getLogger(Breaker.class.getName());
    private static final int FAILURES_TO_OPEN = 3;
    private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoClock;
    private final StateLog states;
    private final LongAdder allFailures = new LongAdder();
    private volatile int failures;
    private long failedAt;
    private long pause = FIRST_PAUSE;
    private long probeAt;
    private volatile boolean open;
    private volatile boolean probing;
    private volatile long openings;

    Breaker(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.states = new StateLog(LOG, nanoClock);
    }

    /** Whether the caller may try; it then tells how it went. */
    boolean allows() {
        return !open || claimsProbe();
    }

    RemoteHealth.State state() {
        if (!open) {
            return RemoteHealth.State.CLOSED;
        }
        return probing ? RemoteHealth.State.HALF_OPEN : RemoteHealth.State.OPEN;
    }

    /** How long it is until somebody may try; 0 or less for at once. */
    synchronized long nanosToProbe() {
        return open ? probeAt - nanoClock.getAsLong() : 0;
    }

    private synchronized boolean claimsProbe() {
        long now = nanoClock.getAsLong();
        if (!open) {
            return true;
        }
        if (now - probeAt < 0) {
            return false;
        }
        // Should this probe never report, another may follow.
        probeAt = now + LONGEST_PAUSE;
        probing = true;
        return true;
    }

    /** It went well. */
    void succeeded() {
        if (!open && failures == 0) {
            return;
        }
        boolean closes;
        synchronized (this) {
            closes = open;
            failures = 0;
            pause = FIRST_PAUSE;
            open = false;
            probing = false;
        }
        if (closes) {
            states.changed(Level.INFO, "The remote tier answers again");
        }
    }

    /**
     * The remote tier answered a message of this node's own that was sent then. Where no caller probes, that serves as a probe: the
     * breaker of a node that nobody asks for anything would stay open.
     */
    void heard(long sentAt) {
        if (open && isProbe(sentAt)) {
            succeeded();
        }
    }

    private synchronized boolean isProbe(long sentAt) {
        return open && sentAt - failedAt > 0 && nanoClock.getAsLong() - probeAt >= 0;
    }

    /** Tells in the log what was not told yet. */
    void tell() {
        states.tell();
    }

    /** How often it opened. */
    long openings() {
        return openings;
    }

    /** How many operations failed. */
    long failures() {
        return allFailures.sum();
    }

    /** It failed. A caller that was interrupted says nothing of the remote tier. */
    void failed(RemoteUnavailableException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        allFailures.increment();
        if (opens()) {
            states.changed(
                    Level.WARNING,
                    "The remote tier is away (" + failure.getMessage()
                            + "); near tier and source answer until it is back");
        }
    }

    private synchronized boolean opens() {
        failures++;
        failedAt = nanoClock.getAsLong();
        probing = false;
        if (!open && failures < FAILURES_TO_OPEN) {
            return false;
        }
        boolean opens = !open;
        probeAt = failedAt + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        open = true;
        openings += opens ? 1 : 0;
        return opens;
    }
}
