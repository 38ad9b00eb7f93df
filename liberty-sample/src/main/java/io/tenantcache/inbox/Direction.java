package io.tenantcache.inbox;

/** Who wrote a message. */
public enum Direction {
    /** The contact. */
    INBOUND,
    /** Someone of the tenant's. */
    OUTBOUND
}
