package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.RemoteHealth;
import io.tenantcache.store.RemoteUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final AtomicLong clock = new AtomicLong();
    private final Breaker breaker = new Breaker(clock::get);

    @Test
    void opens_afterThreeFailuresInARow() {
        fail();
        fail();
        breaker.succeeded();
        fail();
        fail();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.CLOSED);
        fail();
        assertThat(breaker.allows()).isFalse();
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.OPEN);
    }

    @Test
    void probe_oneAtATime_atGrowingIntervals() {
        open();
        pass(50);
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.HALF_OPEN);
        fail();
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.OPEN);
        assertThat(breaker.nanosToProbe()).isEqualTo(Duration.ofMillis(100).toNanos());
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
        breaker.succeeded();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.CLOSED);
    }

    @Test
    void heard_whereNobodyProbes_closes() {
        open();
        pass(10);
        breaker.heard(clock.get());
        assertThat(breaker.state())
                .as("not before a probe would be let through")
                .isEqualTo(RemoteHealth.State.OPEN);
        pass(40);
        breaker.heard(0);
        assertThat(breaker.state()).as("sent before the last failure").isEqualTo(RemoteHealth.State.OPEN);
        breaker.heard(clock.get());
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.CLOSED);
        assertThat(breaker.openings()).isEqualTo(1);
        assertThat(breaker.failures()).isEqualTo(3);
    }

    @Test
    void heard_whileACallerProbes_changesNothing() {
        open();
        pass(50);
        assertThat(breaker.allows()).isTrue();
        pass(500);
        breaker.heard(clock.get());
        assertThat(breaker.state()).isEqualTo(RemoteHealth.State.HALF_OPEN);
    }

    private void fail() {
        breaker.failed(new RemoteUnavailableException("away", null));
    }

    private void open() {
        fail();
        fail();
        fail();
    }

    private void pass(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
