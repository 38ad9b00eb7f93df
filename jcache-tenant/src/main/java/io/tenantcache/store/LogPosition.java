package io.tenantcache.store;

/**
 * A position in the log of a tenant's changes.
 *
 * @param generation of the tenant's bookkeeping in Redis: positions of different ones cannot be compared
 * @param position the position
 */
public record LogPosition(long generation, long position) {}
