package io.tenantcache.store;

/**
 * A position in the order of invalidations, taken before a value is fetched: what the value's fill is conditional on. Each
 * tier counts its own invalidations, so it has a part for each.
 *
 * @param near the near tier's position
 * @param remote the position in the tenant's invalidation log; {@link #UNKNOWN} if the remote tier was not asked
 */
public record Stamp(long near, long remote) {

    /** No position: nothing may be filled into the remote tier. */
    public static final long UNKNOWN = -1;
}
