package io.tenantcache.store;

/**
 * What the fill of a loaded value is conditional on, taken before the load began.
 *
 * @param near the near tier's position, which counts what was invalidated in this JVM
 * @param lease the token of the lease in the remote tier; {@link #NO_LEASE} if this caller holds none
 */
public record Stamp(long near, long lease) {

    /** No lease: nothing may be filled into the remote tier. */
    public static final long NO_LEASE = 0;
}
