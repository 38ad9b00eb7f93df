package io.tenantcache;

import java.util.Map;

/**
 * What was done on this node with one cache, for all tenants together. The beans of JSR-107 show the same counters: from when
 * they were switched on, and since they were last cleared.
 */
public interface CacheStatistics extends RegionStatistics {

    /** The name of the cache. */
    String cacheName();

    /**
     * The same for each tenant that is tracked; empty unless {@code tenantcache.metrics.tenants} is set, and for a shared cache. A
     * snapshot of the tenants, with live views.
     */
    Map<Tenant, RegionStatistics> tenants();

    /** The tenants that are not tracked, together. */
    RegionStatistics otherTenants();

    /** What failed in Redis, or on the way of a value to it and back. */
    long failures(CacheFailure failure);

    /** Entries that left memory of themselves. */
    long evictions(EvictionCause cause);

    /** Entries in memory; those that are dead and not yet away are among them. */
    long nearEntries();

    /** The bytes, as estimated, that they take. */
    long nearBytes();

    /** How long Redis took to read entries, one or many. Without Redis: none. */
    Latencies remoteReads();

    /** How long Redis took to write entries, one or many. Without Redis: none. */
    Latencies remoteWrites();
}
