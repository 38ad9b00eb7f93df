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

    /** Of who reads a source as it was before something changed: nothing may be filled into any tier. */
    public static final Stamp OVER = new Stamp(-1, NO_LEASE);

    /** Whether nothing may be filled. */
    public boolean isOver() {
        return near < 0;
    }
}
