package io.tenantcache.near;

import java.util.function.LongSupplier;

/** The time by which near entries expire. */
public interface NearClock {

    /** A deadline that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** The nanoseconds since some moment in the past; they never decrease. */
    long nanoTime();

    /** Whether the deadline is still to come. */
    boolean isBefore(long deadline);

    /** A clock that reads the source each time that it is asked. */
    static NearClock precise(LongSupplier nanoClock) {
        return new NearClock() {
            @Override
            public long nanoTime() {
                return nanoClock.getAsLong();
            }

            @Override
            public boolean isBefore(long deadline) {
                return deadline > nanoClock.getAsLong();
            }
        };
    }
}
