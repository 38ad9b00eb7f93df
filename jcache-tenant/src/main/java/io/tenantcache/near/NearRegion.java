package io.tenantcache.near;

/** What the entries of one tenant in one cache have in common: the stamp of their region's last invalidation. */
final class NearRegion {

    private volatile long floor;

    NearRegion(long floor) {
        this.floor = floor;
    }

    /** Entries of an older stamp are outdated. */
    long floor() {
        return floor;
    }

    /** Outdates all entries of an older stamp. */
    synchronized void raise(long stamp) {
        if (stamp > floor) {
            floor = stamp;
        }
    }
}
