package io.tenantcache.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of a cache's near tier, in this JVM and over all tenants together.
 *
 * @param maxEntries the most entries
 * @param maxBytes the most bytes of keys and values, as estimated
 * @param ttl the longest time for which an entry is served without asking the remote tier
 */
public record NearConfig(long maxEntries, long maxBytes, Duration ttl) implements Serializable {}
