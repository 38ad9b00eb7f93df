package io.tenantcache.tier;

import io.tenantcache.EvictionCause;
import java.util.EnumMap;
import java.util.Map;

/**
 * What {@link javax.cache.management.CacheStatisticsMXBean} shows of the counters of a cache: what they grew by while it was
 * switched on, since it was last cleared. Thread safe.
 */
public final class BeanFigures {

    private enum Figure {
        HITS,
        MISSES,
        PUTS,
        REMOVALS,
        EVICTIONS,
        GET_NANOS,
        PUT_NANOS,
        REMOVE_NANOS
    }

    private final Statistics statistics;
    private final RegionFigures sums;
    private final boolean isNearOnly;

    /** What was counted while it was switched on, until it last was. */
    private final Map<Figure, Long> before = new EnumMap<>(Figure.class);

    /** What the counters said when it was last switched on. */
    private final Map<Figure, Long> since = new EnumMap<>(Figure.class);

    private boolean enabled;

    /**
     * Switched off.
     *
     * @param isNearOnly whether what leaves memory to make room leaves the cache
     */
    public BeanFigures(Statistics statistics, boolean isNearOnly) {
        this.statistics = statistics;
        this.sums = new RegionFigures(statistics::all);
        this.isNearOnly = isNearOnly;
    }

    /** Starts or stops to count. */
    public synchronized void enable(boolean enable) {
        if (enable == enabled) {
            return;
        }
        for (Figure figure : Figure.values()) {
            if (enable) {
                since.put(figure, total(figure));
            } else {
                before.put(figure, figure(figure));
            }
        }
        enabled = enable;
        statistics.forBeans(enable);
    }

    /** Whether it counts. */
    public synchronized boolean isEnabled() {
        return enabled;
    }

    /** Back to nothing. */
    public synchronized void clear() {
        for (Figure figure : Figure.values()) {
            before.remove(figure);
            since.put(figure, total(figure));
        }
    }

    private synchronized long figure(Figure figure) {
        long counted = before.getOrDefault(figure, 0L);
        return enabled ? counted + total(figure) - since.getOrDefault(figure, 0L) : counted;
    }

    private long total(Figure figure) {
        return switch (figure) {
            case HITS -> sums.nearHits() + sums.remoteHits();
            case MISSES -> sums.misses();
            case PUTS -> sums.puts();
            case REMOVALS -> sums.removals();
            case EVICTIONS -> isNearOnly ? statistics.evictions(EvictionCause.SIZE) : 0;
            case GET_NANOS -> statistics.getNanos();
            case PUT_NANOS -> statistics.putNanos();
            case REMOVE_NANOS -> statistics.removeNanos();
        };
    }

    /** How often a key was found. */
    public long hits() {
        return figure(Figure.HITS);
    }

    /** How often it was not. */
    public long misses() {
        return figure(Figure.MISSES);
    }

    /** How many values callers stored. */
    public long puts() {
        return figure(Figure.PUTS);
    }

    /** How many entries callers removed. */
    public long removals() {
        return figure(Figure.REMOVALS);
    }

    /** How many entries made room for others. */
    public long evictions() {
        return figure(Figure.EVICTIONS);
    }

    /** The mean time of a look-up, in microseconds. */
    public float getMicros() {
        return micros(Figure.GET_NANOS, hits() + misses());
    }

    /** The mean time of a value stored, in microseconds. */
    public float putMicros() {
        return micros(Figure.PUT_NANOS, puts());
    }

    /** The mean time of a removal, in microseconds. */
    public float removeMicros() {
        return micros(Figure.REMOVE_NANOS, removals());
    }

    private float micros(Figure nanos, long count) {
        return count == 0 ? 0 : figure(nanos) / 1_000f / count;
    }
}
