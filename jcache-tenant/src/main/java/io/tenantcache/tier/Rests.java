package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * For how long keys are not loaded again, after a load that failed while there was something to serve. Of constant size: keys that
 * share a place rest together, which only has something stale served that would have been loaded anew. Thread safe.
 */
final class Rests {

    private static final int PLACES = 1024;
    private static final long NONE = 0;

    /** When each place rested last, in nanoseconds. */
    private final AtomicLongArray begun = new AtomicLongArray(PLACES);

    private final long nanos;

    Rests(long nanos) {
        this.nanos = nanos;
    }

    void begin(Tenant tenant, Object key) {
        long now = System.nanoTime();
        begun.set(place(tenant, key), now == NONE ? 1 : now);
    }

    boolean lasts(Tenant tenant, Object key) {
        long since = begun.get(place(tenant, key));
        return since != NONE && System.nanoTime() - since < nanos;
    }

    void end(Tenant tenant, Object key) {
        begun.set(place(tenant, key), NONE);
    }

    private static int place(Tenant tenant, Object key) {
        int hash = 31 * tenant.hashCode() + key.hashCode();
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }
}
