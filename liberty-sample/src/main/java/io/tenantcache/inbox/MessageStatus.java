package io.tenantcache.inbox;

/** How far a message has come. */
public enum MessageStatus {
    /** It came in, and nobody has read it. */
    RECEIVED,
    /** It left. */
    SENT,
    /** It arrived at the contact's. */
    DELIVERED,
    /** Its receiver has read it. */
    READ
}
