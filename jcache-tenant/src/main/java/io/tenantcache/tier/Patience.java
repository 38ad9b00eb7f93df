package io.tenantcache.tier;

import io.tenantcache.config.LoadConfig;
import java.time.Duration;

/** For how long one caller waits for a load, its own or another's: less long if there is something stale to serve instead. */
final class Patience {

    private final LoadConfig limits;
    private final long begun = System.nanoTime();

    /** Begins now. */
    Patience(LoadConfig limits) {
        this.limits = limits;
    }

    /** Whether there is an end to it at all. */
    static boolean isLimited(LoadConfig limits) {
        return !limits.deadline().isZero() || !limits.softDeadline().isZero();
    }

    /** What is left of it, in milliseconds; 0 if it is over. */
    long leftMillis(boolean hasFallback) {
        long hard = left(limits.deadline());
        return hasFallback ? Math.min(hard, left(limits.softDeadline())) : hard;
    }

    /** Whether the caller waits no longer, and nobody else should. */
    boolean isOver() {
        return left(limits.deadline()) == 0;
    }

    private long left(Duration limit) {
        if (limit.isZero()) {
            return Long.MAX_VALUE;
        }
        long nanos = limit.toNanos() - (System.nanoTime() - begun);
        // Rounded up: who waits for that long must find it over.
        return Math.max(0, (nanos + 999_999) / 1_000_000);
    }
}
