package io.tenantcache.cdi.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * When something is due.
 *
 * @param first how long to wait, once the waiting has begun
 * @param left how long to wait on after that: a clock may have been set back
 */
record DueTime(Supplier<Duration> first, Supplier<Duration> left) {

    /** Long enough for any use, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(366);

    /** That long after the waiting has begun. */
    static DueTime after(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("An invalidation cannot be delayed by less than nothing");
        }
        requireNear(delay);
        return new DueTime(() -> delay, () -> Duration.ZERO);
    }

    /** At that moment of the clock. */
    static DueTime at(Instant time, Clock clock) {
        Supplier<Duration> left = () -> Duration.between(clock.instant(), time);
        requireNear(left.get());
        return new DueTime(left, left);
    }

    private static void requireNear(Duration delay) {
        if (delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("An invalidation can be scheduled for a year ahead at the most");
        }
    }
}
