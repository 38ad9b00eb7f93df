package io.tenantcache.tier;

import io.tenantcache.CacheFailure;
import io.tenantcache.CacheStatistics;
import io.tenantcache.EvictionCause;
import io.tenantcache.Latencies;
import io.tenantcache.RegionStatistics;
import io.tenantcache.Tenant;
import io.tenantcache.near.NearTier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What is counted for one cache, to be looked at. */
public final class CacheFigures extends RegionFigures implements CacheStatistics {

    private final String cache;
    private final Statistics statistics;
    private final NearTier near;

    /** Of that cache. */
    public CacheFigures(String cache, Statistics statistics, NearTier near) {
        super(statistics::all);
        this.cache = cache;
        this.statistics = statistics;
        this.near = near;
    }

    /** Has the consumer told of each tenant that is tracked from now on. */
    void tellOfNewcomers(BiConsumer<Tenant, RegionStatistics> consumer) {
        statistics.tellOfNewcomers((tenant, counters) -> consumer.accept(tenant, of(counters)));
    }

    private static RegionStatistics of(Counters counters) {
        return new RegionFigures(() -> List.of(counters));
    }

    @Override
    public String cacheName() {
        return cache;
    }

    @Override
    public Map<Tenant, RegionStatistics> tenants() {
        Map<Tenant, RegionStatistics> tenants = new HashMap<>();
        statistics.byTenant().forEach((tenant, counters) -> tenants.put(tenant, of(counters)));
        return tenants;
    }

    @Override
    public RegionStatistics otherTenants() {
        return of(statistics.others());
    }

    @Override
    public long failures(CacheFailure failure) {
        return statistics.failures(failure);
    }

    @Override
    public long evictions(EvictionCause cause) {
        return statistics.evictions(cause);
    }

    @Override
    public long nearEntries() {
        return near.size();
    }

    @Override
    public long nearBytes() {
        return near.bytes();
    }

    @Override
    public Latencies remoteReads() {
        return statistics.reads();
    }

    @Override
    public Latencies remoteWrites() {
        return statistics.writes();
    }
}
