package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong clock = new AtomicLong();
    private final Breaker breaker = new Breaker(clock::get);

    @Test
    void opens_afterThreeFailuresInARow() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.failed()).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void probe_oneAtATime_atGrowingIntervals() {
        open();
        pass(50);
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
        assertThat(breaker.failed()).isFalse();
        pass(99);
        assertThat(breaker.allows()).isFalse();
        pass(1);
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void probe_thatNeverReports_isFollowedByAnother() {
        open();
        pass(50);
        assertThat(breaker.allows()).isTrue();
        pass(5_000);
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void closes_afterSuccess() {
        open();
        pass(50);
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.succeeded()).isTrue();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }

    private void open() {
        breaker.failed();
        breaker.failed();
        breaker.failed();
    }

    private void pass(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
