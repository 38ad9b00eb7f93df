package io.tenantcache.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * The bounds of a cache's near tier, in this JVM and over all tenants together.
 *
 * @param maxEntries the most entries
 * @param maxBytes the most bytes of keys and values, as estimated
 * @param ttl the longest time for which an entry is served without asking the remote tier
 * @param tenantShare what part of the bounds one tenant may take
 * @param servedInOutage whether entries are served while this node can neither hear the other nodes nor ask the remote tier, though
 *     they may be outdated
 */
public record NearConfig(long maxEntries, long maxBytes, Duration ttl, TenantShare tenantShare, boolean servedInOutage)
        implements Serializable {

    /** With what holds for the rest where nothing is configured. */
    public NearConfig(long maxEntries, long maxBytes, Duration ttl) {
        this(maxEntries, maxBytes, ttl, TenantShare.defaults(), false);
    }

    /** The same bounds with another part for a tenant. */
    public NearConfig with(TenantShare share) {
        return new NearConfig(maxEntries, maxBytes, ttl, share, servedInOutage);
    }
}
