package io.tenantcache.inbox;

/** Where a conversation stands. */
public enum ConversationStatus {
    /** Someone works on it. */
    OPEN,
    /** It waits for the contact. */
    PENDING,
    /** It is done. */
    CLOSED
}
