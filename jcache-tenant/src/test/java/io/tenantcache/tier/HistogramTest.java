package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final long seed = new Random().nextLong();
    private final AtomicLong clock = new AtomicLong(Duration.ofHours(-1).toNanos());
    private final Histogram histogram = new Histogram(clock::get);

    private void took(Duration time) {
        histogram.endedSince(clock.get() - time.toNanos());
    }

    @Test
    void empty_zero() {
        assertThat(histogram.count()).isZero();
        assertThat(histogram.total()).isZero();
        assertThat(histogram.percentile(0.99)).isZero();
        assertThat(histogram.fastest()).isZero();
        assertThat(histogram.slowest()).isZero();
    }

    @Test
    void percentile_atMostAnEighthTooLong() {
        Random random = new Random(seed);
        long[] times = new long[10_000];
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) (10_000 * Math.exp(random.nextDouble() * 12));
            took(Duration.ofNanos(times[i]));
        }
        Arrays.sort(times);
        assertThat(histogram.count()).isEqualTo(times.length);
        assertThat(histogram.total())
                .isEqualTo(Duration.ofNanos(Arrays.stream(times).sum()));
        assertThat(histogram.fastest()).isEqualTo(Duration.ofNanos(times[0]));
        assertThat(histogram.slowest()).isEqualTo(Duration.ofNanos(times[times.length - 1]));
        for (double part : new double[] {0.01, 0.5, 0.95, 0.99, 0.999, 1}) {
            long exact = times[(int) Math.ceil(part * times.length) - 1];
            assertThat(histogram.percentile(part).toNanos())
                    .as("%s; seed %d", part, seed)
                    .isBetween(exact, exact + exact / 8 + 1024);
        }
    }

    @Test
    void percentile_ofExtremes() {
        took(Duration.ZERO);
        assertThat(histogram.percentile(1)).isZero();
        took(Duration.ofHours(3));
        assertThat(histogram.percentile(1)).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void percentile_forgetsWhatIsOld() {
        took(Duration.ofSeconds(9));
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        took(Duration.ofMillis(9));
        assertThat(histogram.slowest()).isEqualTo(Duration.ofSeconds(9));
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(histogram.slowest()).isEqualTo(Duration.ofMillis(9));
        assertThat(histogram.percentile(1)).isEqualTo(Duration.ofMillis(9));
        clock.addAndGet(Duration.ofMinutes(7).toNanos());
        assertThat(histogram.slowest()).isZero();
        took(Duration.ofMillis(3));
        assertThat(histogram.slowest()).isEqualTo(Duration.ofMillis(3));
        assertThat(histogram.count()).isEqualTo(3);
    }

    @Test
    void percentile_noPart() {
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(95));
        assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(Double.NaN));
    }
}
