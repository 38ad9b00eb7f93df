package io.tenantcache.figures;

import java.time.Duration;
import java.util.Arrays;

/** Times that were measured. */
public final class Figures {

    private final long[] sorted;

    private Figures(long[] sorted) {
        this.sorted = sorted;
    }

    /** Of times in nanoseconds, of which there is at least one. */
    public static Figures of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Figures(sorted);
    }

    /** How many there are. */
    public int count() {
        return sorted.length;
    }

    /** The time within which that part of them was: 0 for the shortest, 0.5 for the median, 1 for the longest. */
    public Duration within(double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }

    @Override
    public String toString() {
        return String.format(
                "%d times: median %.3f ms, p99 %.3f ms, longest %.3f ms",
                sorted.length, millis(0.5), millis(0.99), millis(1));
    }

    private double millis(double part) {
        return within(part).toNanos() / 1e6;
    }
}
