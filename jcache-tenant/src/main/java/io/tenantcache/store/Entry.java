package io.tenantcache.store;

/**
 * A value as it stands in a store.
 *
 * @param payload the value
 * @param revision changes with every write of the key, and never recurs: what compare-and-set compares
 * @param ttlMillis what is left of its life; {@link #ETERNAL} for no end
 */
public record Entry(Payload payload, long revision, long ttlMillis) {

    /** A time to live without end. */
    public static final long ETERNAL = Long.MAX_VALUE;
}
