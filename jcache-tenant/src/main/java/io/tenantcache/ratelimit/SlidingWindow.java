package io.tenantcache.ratelimit;

import io.tenantcache.store.LimitCounters.State;

/*
 * What was admitted within the last window, oldest first, as pairs of a time and a number: so many were admitted since the pair before,
 * the last of them at that time. A pair that stands for several counts all of them for as long as its last one counts: that is never too
 * short, so no window, wherever it begins, holds more than the limit. It stands for those of one part of 64 of a window only: all are
 * counted for a 64th of the window too long at the most, so that with more demand than the limit 64 of 65 parts of it are admitted
 * (98.5 %) in the worst case, which is that all come at the beginning of a part; about half of that is lost where they come evenly.
 *
 * The same algorithm as in limit.lua, for a node by itself. Memory does not depend on the limit.
 */
/** The counter of one limit for one subject. Not thread safe. */
final class SlidingWindow {

    static final int PARTS = 64;

    private static final int MOST_PAIRS = PARTS + 2;

    /** As long as there were pairs at once, rounded up: many subjects call once. */
    private long[] times = new long[2];

    private long[] numbers = new long[2];
    private int first;
    private int size;
    private long total;
    private long idleAt = Long.MIN_VALUE;

    /** How it stands for a call at that time, which is not counted. */
    State state(long nowMicros, long limit, long windowMicros, long permits) {
        long now = notBeforeLast(nowMicros);
        long left = total;
        int place = 0;
        for (; place < size && timeOf(place) + windowMicros <= now; place++) {
            left -= numbers[index(place)];
        }
        long remaining = Math.max(0, limit - left);
        long reset = place == size ? 0 : timeOf(size - 1) + windowMicros - now;
        long retry = 0;
        for (; place < size && left + permits > limit; place++) {
            left -= numbers[index(place)];
            retry = timeOf(place) + windowMicros - now;
        }
        return new State(remaining, retry, reset);
    }

    /** Counts a call that it admits. */
    void count(long nowMicros, long windowMicros, long permits) {
        long now = notBeforeLast(nowMicros);
        forget(now - windowMicros);
        double part = (double) windowMicros / PARTS;
        if (size > 0 && Math.floor(timeOf(size - 1) / part) == Math.floor(now / part)) {
            int last = index(size - 1);
            times[last] = now;
            numbers[last] += permits;
        } else {
            if (size == MOST_PAIRS) {
                // The window was made shorter or longer: the oldest two become one.
                numbers[index(1)] += numbers[first];
                dropFirst();
            } else if (size == times.length) {
                grow();
            }
            times[index(size)] = now;
            numbers[index(size)] = permits;
            size++;
        }
        total += permits;
        idleAt = now + windowMicros;
    }

    /** Whether nothing counts any more. */
    boolean isIdle(long nowMicros) {
        return idleAt <= nowMicros;
    }

    private long notBeforeLast(long now) {
        return size == 0 ? now : Math.max(now, timeOf(size - 1));
    }

    private void forget(long until) {
        while (size > 0 && timeOf(0) <= until) {
            total -= numbers[first];
            dropFirst();
        }
    }

    private void grow() {
        int length = Math.min(MOST_PAIRS, 2 * times.length);
        long[] longerTimes = new long[length];
        long[] longerNumbers = new long[length];
        for (int place = 0; place < size; place++) {
            longerTimes[place] = times[index(place)];
            longerNumbers[place] = numbers[index(place)];
        }
        times = longerTimes;
        numbers = longerNumbers;
        first = 0;
    }

    private void dropFirst() {
        first = index(1);
        size--;
    }

    private long timeOf(int place) {
        return times[index(place)];
    }

    private int index(int place) {
        return (first + place) % times.length;
    }
}
