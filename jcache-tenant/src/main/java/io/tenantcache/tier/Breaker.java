package io.tenantcache.tier;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps callers from waiting for a remote tier that is away. Closed, it lets everyone through; after some failures in a
 * row it opens, then lets one caller at a time probe, at growing intervals, until one succeeds.
 */
final class Breaker {

    private static final int FAILURES_TO_OPEN = 3;
    private static final long FIRST_PAUSE = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanoClock;
    private int failures;
    private long pause = FIRST_PAUSE;
    private long probeAt;
    private volatile boolean open;

    Breaker(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether the caller may try; it then tells how it went. */
    boolean allows() {
        return !open || claimsProbe();
    }

    /** Whether callers are turned away. */
    boolean isOpen() {
        return open;
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
        return true;
    }

    /** Answers whether this closed the breaker. */
    boolean succeeded() {
        if (!open && failures == 0) {
            return false;
        }
        synchronized (this) {
            boolean closes = open;
            failures = 0;
            pause = FIRST_PAUSE;
            open = false;
            return closes;
        }
    }

    /** Answers whether this opened the breaker. */
    synchronized boolean failed() {
        failures++;
        if (!open && failures < FAILURES_TO_OPEN) {
            return false;
        }
        boolean opens = !open;
        probeAt = nanoClock.getAsLong() + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        open = true;
        return opens;
    }
}
