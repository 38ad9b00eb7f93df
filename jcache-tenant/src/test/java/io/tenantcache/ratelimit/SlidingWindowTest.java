package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.store.LimitCounters.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long WINDOW = 1_000_000;

    /** The most that was admitted within any window. */
    private static long most(List<long[]> admissions) {
        List<long[]> inOrder = admissions.stream()
                .sorted(Comparator.comparingLong(admission -> admission[0]))
                .toList();
        long most = 0;
        long total = 0;
        int first = 0;
        for (long[] admission : inOrder) {
            total += admission[1];
            while (inOrder.get(first)[0] <= admission[0] - WINDOW) {
                total -= inOrder.get(first++)[1];
            }
            most = Math.max(most, total);
        }
        return most;
    }

    @RepeatedTest(20)
    void noWindowHoldsMore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long limit = 1L + random.nextInt(300);
        long mean = 1L + random.nextInt(20_000);
        SlidingWindow window = new SlidingWindow();
        List<long[]> admissions = new ArrayList<>();
        long now = random.nextInt();
        // The time of a counter is that of its last admission, where the clock is behind it. Before the first it has
        // none.
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < 20_000; i++) {
            // Bursts, pauses, and a clock that goes back a little.
            now += random.nextInt(50) == 0 ? random.nextLong(WINDOW) : random.nextLong(-mean / 4, mean);
            long permits = 1 + random.nextLong(Math.min(limit, 5));
            State state = window.state(now, limit, WINDOW, permits);
            if (state.retryMicros() == 0) {
                window.count(now, WINDOW, permits);
                latest = Math.max(latest, now);
                admissions.add(new long[] {latest, permits});
            }
        }
        assertThat(most(admissions)).as("seed %d", seed).isPositive().isLessThanOrEqualTo(limit);
    }

    @Test
    void little_isWasted_evenly() {
        assertThat(admittedOfDemand(200, 37)).isGreaterThan(0.99);
        assertThat(admittedOfDemand(1_000, 101)).isGreaterThan(0.99);
        assertThat(admittedOfDemand(10, 1_003)).isGreaterThan(0.98);
    }

    @Test
    void little_isWasted_inBursts() {
        // All at once, as soon as there is room, at the beginning of a part of the window.
        SlidingWindow window = new SlidingWindow();
        long admitted = 0;
        long now = 0;
        long end = 200 * WINDOW;
        while (now < end) {
            State state = window.state(now, 100, WINDOW, 100);
            if (state.retryMicros() == 0) {
                window.count(now, WINDOW, 100);
                admitted += 100;
            } else {
                now += state.retryMicros();
            }
        }
        assertThat(admitted / (100.0 * 200)).isGreaterThan(0.98);
    }

    private static double admittedOfDemand(long limit, long every) {
        SlidingWindow window = new SlidingWindow();
        long admitted = 0;
        long windows = 50;
        for (long now = 0; now < windows * WINDOW; now += every) {
            if (window.state(now, limit, WINDOW, 1).retryMicros() == 0) {
                window.count(now, WINDOW, 1);
                admitted++;
            }
        }
        return admitted / (double) (limit * windows);
    }

    @RepeatedTest(5)
    void retry_isTheFirstMoment() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SlidingWindow window = new SlidingWindow();
        long now = 0;
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            long permits = 1 + random.nextLong(7);
            long retry = window.state(now, 20, WINDOW, permits).retryMicros();
            if (retry == 0) {
                window.count(now, WINDOW, permits);
                now += random.nextLong(WINDOW / 20);
            } else {
                refused++;
                assertThat(window.state(now + retry - 1, 20, WINDOW, permits).retryMicros())
                        .as("seed %d", seed)
                        .isEqualTo(1);
                assertThat(window.state(now + retry, 20, WINDOW, permits).retryMicros())
                        .as("seed %d", seed)
                        .isZero();
                now += retry;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anotherWindow() {
        SlidingWindow window = new SlidingWindow();
        for (long now = 0; now < 1_000; now++) {
            window.count(now, 640, 1);
        }
        // Of the last 640 all are known, in whatever window they are looked at.
        assertThat(window.state(1_000, 2_000, 64, 1).remaining()).isLessThanOrEqualTo(2_000 - 63);
        SlidingWindow longer = new SlidingWindow();
        for (long now = 0; now < 600_000; now += 10) {
            longer.count(now, now < 64_000 ? 64_000 : 640_000, 1);
        }
        // None is lost that the shorter window kept, though there are more pairs than there is room for.
        assertThat(longer.state(600_000, 100_000, 640_000, 1).remaining()).isEqualTo(100_000 - 60_000);
    }
}
