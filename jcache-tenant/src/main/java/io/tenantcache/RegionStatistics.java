package io.tenantcache;

/**
 * What was done on this node with a cache, for one tenant or for all. A live view of counters that only grow, and start at zero
 * with the cache: each call answers for its moment. Thread safe, and never blocks.
 */
public interface RegionStatistics {

    /** Look-ups that memory answered; those of stale values are among them. */
    long nearHits();

    /** Look-ups that Redis answered; those of stale values are among them. */
    long remoteHits();

    /** Look-ups that found nothing; those that then loaded a value are among them. */
    long misses();

    /** Values that were served though their life was over, or though they may have been outdated while Redis was away. */
    long staleServed();

    /** Values that callers stored; what was loaded is not among them. */
    long puts();

    /** Entries that callers removed one by one. */
    long removals();

    /** How long calls of the source took, also those that failed; one call may load many values. */
    Latencies loads();

    /** Calls of the source that failed. */
    long loadFailures();

    /** Invalidations that reached the cache here, by what they covered and where they were issued. */
    long invalidations(InvalidationReach reach, InvalidationOrigin origin);

    /** The part of the look-ups that found something, between 0 and 1; 0 if there were none. */
    default double hitRate() {
        long hits = nearHits() + remoteHits();
        long all = hits + misses();
        return all == 0 ? 0 : (double) hits / all;
    }
}
