package io.tenantcache;

/**
 * Is told for what there are statistics: to register them with a system of metrics. Called on the threads of those who use the
 * caches: it must not block. What it throws is logged, and fails nobody.
 */
public interface StatisticsObserver {

    /** A cache was opened. */
    void opened(CacheStatistics cache);

    /** A tenant is tracked in that cache from now on. */
    void tracked(CacheStatistics cache, Tenant tenant, RegionStatistics region);

    /** A call came under that rate limit for the first time. Without an own implementation nothing is done. */
    default void limited(LimitStatistics limit) {}

    /** A cache was closed. */
    void closed(CacheStatistics cache);
}
