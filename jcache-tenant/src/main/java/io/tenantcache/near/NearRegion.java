package io.tenantcache.near;

import io.tenantcache.Tenant;
import java.util.concurrent.atomic.AtomicLong;

/** What the entries of one tenant in one cache have in common: the stamp of their region's last invalidation. */
final class NearRegion {

    private final Tenant tenant;
    private final int hash;
    private volatile long floor;

    NearRegion(Tenant tenant, long floor) {
        this.tenant = tenant;
        this.hash = 31 * tenant.hashCode();
        this.floor = floor;
    }

    Tenant tenant() {
        return tenant;
    }

    /** The tenant's part of a key's hash. */
    int hash() {
        return hash;
    }

    /** Entries of an older stamp are outdated. */
    long floor() {
        return floor;
    }

    /**
     * Outdates all entries there are, at the next position.
     *
     * <p>Whoever stores an entry takes its position first and looks at the floor then. The floor is out of reach before
     * this takes its own position: so either the entry is refused, or its stamp is below the new floor.
     */
    synchronized void invalidate(AtomicLong position) {
        floor = Long.MAX_VALUE;
        floor = position.incrementAndGet();
    }
}
