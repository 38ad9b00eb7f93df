package io.tenantcache.tier;

import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Tier;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for one tenant in one cache, or for all that are not told apart. Thread safe. */
final class Counters {

    private static final int ORIGINS = InvalidationOrigin.values().length;

    final LongAdder nearHits = new LongAdder();
    final LongAdder remoteHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder staleServed = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder removals = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final Histogram loads = new Histogram(System::nanoTime);
    private final AtomicLongArray invalidations = new AtomicLongArray(InvalidationReach.values().length * ORIGINS);

    LongAdder hits(Tier tier) {
        return tier == Tier.NEAR ? nearHits : remoteHits;
    }

    void invalidated(InvalidationReach reach, InvalidationOrigin origin) {
        invalidations.incrementAndGet(place(reach, origin));
    }

    long invalidations(InvalidationReach reach, InvalidationOrigin origin) {
        return invalidations.get(place(reach, origin));
    }

    private static int place(InvalidationReach reach, InvalidationOrigin origin) {
        return reach.ordinal() * ORIGINS + origin.ordinal();
    }
}
