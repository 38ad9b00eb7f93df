package io.tenantcache.tier;

import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Tier;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for one tenant in one cache, or for all that are not told apart. Thread safe. */
final class Counters {

    final LongAdder nearHits = new LongAdder();
    final LongAdder remoteHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder staleServed = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder removals = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final Histogram loads = new Histogram(System::nanoTime);
    private final Map<InvalidationOrigin, Map<InvalidationReach, LongAdder>> invalidations = new EnumMap<>(Map.of(
            InvalidationOrigin.HERE,
            ofEach(InvalidationReach.class),
            InvalidationOrigin.ELSEWHERE,
            ofEach(InvalidationReach.class)));

    /** A counter for each constant. */
    static <E extends Enum<E>> Map<E, LongAdder> ofEach(Class<E> type) {
        Map<E, LongAdder> counters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counters.put(constant, new LongAdder());
        }
        return counters;
    }

    /** That of the constant. */
    static <E extends Enum<E>, C> C of(E constant, Map<E, C> counters) {
        return Objects.requireNonNull(counters.get(constant));
    }

    LongAdder hits(Tier tier) {
        return tier == Tier.NEAR ? nearHits : remoteHits;
    }

    LongAdder invalidations(InvalidationReach reach, InvalidationOrigin origin) {
        return of(reach, of(origin, invalidations));
    }
}
