package io.tenantcache.jcache;

import io.tenantcache.tier.BeanFigures;
import javax.cache.management.CacheStatisticsMXBean;

/** {@link CacheStatisticsMXBean} of one cache: what it did in this JVM, for all tenants. */
record StatisticsBean(BeanFigures statistics) implements CacheStatisticsMXBean {

    @Override
    public void clear() {
        statistics.clear();
    }

    @Override
    public long getCacheHits() {
        return statistics.hits();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(getCacheHits());
    }

    @Override
    public long getCacheMisses() {
        return statistics.misses();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(getCacheMisses());
    }

    private float percentage(long part) {
        long all = getCacheGets();
        return all == 0 ? 0 : 100f * part / all;
    }

    @Override
    public long getCacheGets() {
        return statistics.hits() + statistics.misses();
    }

    @Override
    public long getCachePuts() {
        return statistics.puts();
    }

    @Override
    public long getCacheRemovals() {
        return statistics.removals();
    }

    @Override
    public long getCacheEvictions() {
        return statistics.evictions();
    }

    @Override
    public float getAverageGetTime() {
        return statistics.getMicros();
    }

    @Override
    public float getAveragePutTime() {
        return statistics.putMicros();
    }

    @Override
    public float getAverageRemoveTime() {
        return statistics.removeMicros();
    }
}
