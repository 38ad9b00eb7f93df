package io.tenantcache.inbox;

/** The contacts that carry one tag. */
public record ContactList(String tag, long contacts) {}
