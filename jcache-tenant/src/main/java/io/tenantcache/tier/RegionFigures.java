package io.tenantcache.tier;

import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Latencies;
import io.tenantcache.RegionStatistics;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The sums of some counters. */
class RegionFigures implements RegionStatistics {

    private final Supplier<Collection<Counters>> counters;

    RegionFigures(Supplier<Collection<Counters>> counters) {
        this.counters = counters;
    }

    private long sum(ToLongFunction<Counters> figure) {
        long sum = 0;
        for (Counters some : counters.get()) {
            sum += figure.applyAsLong(some);
        }
        return sum;
    }

    @Override
    public long nearHits() {
        return sum(some -> some.nearHits.sum());
    }

    @Override
    public long remoteHits() {
        return sum(some -> some.remoteHits.sum());
    }

    @Override
    public long misses() {
        return sum(some -> some.misses.sum());
    }

    @Override
    public long staleServed() {
        return sum(some -> some.staleServed.sum());
    }

    @Override
    public long puts() {
        return sum(some -> some.puts.sum());
    }

    @Override
    public long removals() {
        return sum(some -> some.removals.sum());
    }

    @Override
    public long loadFailures() {
        return sum(some -> some.loadFailures.sum());
    }

    @Override
    public long invalidations(InvalidationReach reach, InvalidationOrigin origin) {
        return sum(some -> some.invalidations(reach, origin).sum());
    }

    @Override
    public Latencies loads() {
        return new Loads();
    }

    /** Those of all the counters together. */
    private final class Loads implements Latencies {

        private Histogram.Recent recent() {
            Histogram.Recent recent = new Histogram.Recent();
            counters.get().forEach(some -> recent.add(some.loads));
            return recent;
        }

        @Override
        public long count() {
            return sum(some -> some.loads.count());
        }

        @Override
        public Duration total() {
            return Duration.ofNanos(sum(some -> some.loads.total().toNanos()));
        }

        @Override
        public Duration percentile(double part) {
            return recent().percentile(part);
        }

        @Override
        public Duration fastest() {
            return recent().fastest();
        }

        @Override
        public Duration slowest() {
            return recent().slowest();
        }
    }
}
