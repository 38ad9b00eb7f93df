package io.tenantcache.store;

import java.time.Duration;

/**
 * A value as it stands in a store.
 *
 * @param payload the value
 * @param revision changes with every write of the key, and never recurs: what compare-and-set compares
 * @param ttlMillis what is left of its life; {@link #ETERNAL} for no end
 * @param freshness what else is known of its age
 */
public record Entry(Payload payload, long revision, long ttlMillis, Freshness freshness) {

    /** A time to live without end. */
    public static final long ETERNAL = Long.MAX_VALUE;

    /** In the place of a time to live: what is left of the present one. */
    public static final long UNCHANGED = -1;

    /** One of which nothing else is known. */
    public Entry(Payload payload, long revision, long ttlMillis) {
        this(payload, revision, ttlMillis, Freshness.NONE);
    }

    /** The same with another payload. */
    public Entry with(Payload other) {
        return new Entry(other, revision, ttlMillis, freshness);
    }

    /** The milliseconds of that time, {@link #ETERNAL} for one that is longer than they can tell. */
    public static long millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(ETERNAL)) >= 0 ? ETERNAL : duration.toMillis();
    }
}
