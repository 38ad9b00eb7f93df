package io.tenantcache.tier;

import io.tenantcache.Latencies;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long operations took: all of them in sum, those of the last minutes by how many took how long. Of constant size, and made for
 * what takes microseconds at least. Thread safe.
 */
final class Histogram implements Latencies {

    /*
     * Times fall into eight buckets for each doubling, of which each is an eighth wider than its beginning at the most. There is a
     * set of buckets for each of the last minutes, made when something falls into it. Whoever counts in a set that is being
     * replaced is lost to the percentiles, which is once a minute at the worst.
     */

    private static final int MINUTES = 3;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int PARTS_BITS = 3;
    private static final int PARTS = 1 << PARTS_BITS;

    /** Times are counted in units of about a microsecond, up to some two minutes. */
    private static final int UNIT_BITS = 10;

    private static final long LONGEST_UNITS = (1L << 27) - 1;
    private static final int BUCKETS = bucketOf(LONGEST_UNITS) + 1;

    private final LongSupplier nanoClock;
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final AtomicReferenceArray<@Nullable Minute> minutes = new AtomicReferenceArray<>(MINUTES);

    Histogram(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** What fell into one minute. */
    private static final class Minute {

        private final long number;
        private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
        private final LongAccumulator fastest = new LongAccumulator(Math::min, Long.MAX_VALUE);
        private final LongAccumulator slowest = new LongAccumulator(Math::max, 0);

        Minute(long number) {
            this.number = number;
        }
    }

    /** An operation that began then has ended. */
    void endedSince(long startNanos) {
        long now = nanoClock.getAsLong();
        long taken = Math.max(0, now - startNanos);
        count.increment();
        nanos.add(taken);
        Minute minute = minute(Math.floorDiv(now, MINUTE));
        minute.counts.incrementAndGet(bucketOf(Math.min(taken >>> UNIT_BITS, LONGEST_UNITS)));
        minute.fastest.accumulate(taken);
        minute.slowest.accumulate(taken);
    }

    private Minute minute(long number) {
        int place = (int) Math.floorMod(number, (long) MINUTES);
        Minute present = minutes.get(place);
        while (present == null || present.number < number) {
            minutes.compareAndSet(place, present, new Minute(number));
            present = minutes.get(place);
        }
        return present;
    }

    private static int bucketOf(long units) {
        if (units < PARTS) {
            return (int) units;
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(units) - PARTS_BITS;
        return ((doubling + 1) << PARTS_BITS) + (int) (units >>> doubling) - PARTS;
    }

    /** The nanoseconds that no time in that bucket reaches. */
    private static long endOf(int bucket) {
        if (bucket < PARTS) {
            return (bucket + 1L) << UNIT_BITS;
        }
        int doubling = (bucket >> PARTS_BITS) - 1;
        return (PARTS + (bucket & (PARTS - 1)) + 1L) << (doubling + UNIT_BITS);
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public Duration total() {
        return Duration.ofNanos(nanos.sum());
    }

    @Override
    public Duration percentile(double part) {
        return Recent.of(this).percentile(part);
    }

    @Override
    public Duration fastest() {
        return Recent.of(this).fastest();
    }

    @Override
    public Duration slowest() {
        return Recent.of(this).slowest();
    }

    /** What fell into the last minutes, of one histogram or of several. Of one thread. */
    static final class Recent {

        private final long[] counts = new long[BUCKETS];
        private long sum;
        private long fastest = Long.MAX_VALUE;
        private long slowest;

        static Recent of(Histogram histogram) {
            Recent recent = new Recent();
            recent.add(histogram);
            return recent;
        }

        void add(Histogram histogram) {
            long present = Math.floorDiv(histogram.nanoClock.getAsLong(), MINUTE);
            for (int i = 0; i < MINUTES; i++) {
                Minute minute = histogram.minutes.get(i);
                if (minute != null && minute.number > present - MINUTES) {
                    add(minute);
                }
            }
        }

        private void add(Minute minute) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int fallen = minute.counts.get(bucket);
                counts[bucket] += fallen;
                sum += fallen;
            }
            fastest = Math.min(fastest, minute.fastest.get());
            slowest = Math.max(slowest, minute.slowest.get());
        }

        Duration percentile(double part) {
            if (!(part >= 0 && part <= 1)) {
                throw new IllegalArgumentException("A part of all is between 0 and 1, not " + part);
            }
            long rank = Math.max(1, (long) Math.ceil(part * sum));
            long passed = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                passed += counts[bucket];
                if (passed >= rank) {
                    return Duration.ofNanos(bucket == BUCKETS - 1 ? slowest : Math.min(slowest, endOf(bucket)));
                }
            }
            return slowest();
        }

        Duration fastest() {
            return Duration.ofNanos(fastest == Long.MAX_VALUE ? 0 : fastest);
        }

        Duration slowest() {
            return Duration.ofNanos(slowest);
        }
    }
}
