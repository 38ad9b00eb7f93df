package io.tenantcache.tier;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one cache did in this JVM, for all tenants, as {@link javax.cache.management.CacheStatisticsMXBean} counts it. While it
 * is switched off, an operation pays for one volatile read.
 */
public final class Statistics {

    private volatile boolean enabled;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();

    /** Starts or stops to count. */
    public void enable(boolean enable) {
        enabled = enable;
    }

    /** Whether it counts. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Back to nothing. */
    public void clear() {
        for (LongAdder counter :
                new LongAdder[] {hits, misses, puts, removals, evictions, getNanos, putNanos, removeNanos}) {
            counter.reset();
        }
    }

    /** The moment at which an operation starts. */
    long start() {
        return enabled ? System.nanoTime() : 0;
    }

    /** The start of one of so many equal shares of the time since then. */
    long share(long start, int shares) {
        if (!enabled || shares == 0) {
            return start;
        }
        long now = System.nanoTime();
        return now - (now - start) / shares;
    }

    /** A key was found, or was not, by an operation that started then. */
    void lookedUp(boolean found, long start) {
        if (enabled) {
            (found ? hits : misses).increment();
            getNanos.add(System.nanoTime() - start);
        }
    }

    /** Keys were found, and others were not, by a bulk operation that started then. */
    void lookedUp(long found, long missing, long start) {
        if (enabled) {
            hits.add(found);
            misses.add(missing);
            getNanos.add(System.nanoTime() - start);
        }
    }

    void put(long start) {
        if (enabled) {
            puts.increment();
            putNanos.add(System.nanoTime() - start);
        }
    }

    void removed(long start) {
        if (enabled) {
            removals.increment();
            removeNanos.add(System.nanoTime() - start);
        }
    }

    void evicted() {
        if (enabled) {
            evictions.increment();
        }
    }

    /** How often a key was found. */
    public long hits() {
        return hits.sum();
    }

    /** How often it was not. */
    public long misses() {
        return misses.sum();
    }

    /** How many values callers stored. */
    public long puts() {
        return puts.sum();
    }

    /** How many entries callers removed. */
    public long removals() {
        return removals.sum();
    }

    /** How many entries made room for others. */
    public long evictions() {
        return evictions.sum();
    }

    /** The mean time of a look-up, in microseconds. */
    public float getMicros() {
        return micros(getNanos, hits() + misses());
    }

    /** The mean time of a value stored, in microseconds. */
    public float putMicros() {
        return micros(putNanos, puts());
    }

    /** The mean time of a removal, in microseconds. */
    public float removeMicros() {
        return micros(removeNanos, removals());
    }

    private static float micros(LongAdder nanos, long count) {
        return count == 0 ? 0 : nanos.sum() / 1_000f / count;
    }
}
