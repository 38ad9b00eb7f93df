package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import io.tenantcache.store.LimitCounters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalCountersTest extends LimitCountersContract {

    private final LocalCounters counters = new LocalCounters(System::nanoTime);

    @Override
    LimitCounters counters() {
        return counters;
    }

    @Test
    void idle_go() {
        AtomicLong nanos = new AtomicLong();
        LocalCounters own = new LocalCounters(nanos::get);
        for (int i = 0; i < 20_000; i++) {
            nanos.addAndGet(Duration.ofMillis(10).toNanos());
            var counter = new LimitCounters.Counter(Tenant.SHARED, "a", "subject " + i, 5, Duration.ofSeconds(1));
            assertThat(own.decide(List.of(counter), 5, LimitCounters.Effect.COUNT)
                            .admitted())
                    .isTrue();
            assertThat(own.decide(List.of(counter), 1, LimitCounters.Effect.COUNT)
                            .admitted())
                    .isFalse();
        }
        // 100 of them are in use at any time.
        assertThat(own.size()).isBetween(100, 300);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 150; i++) {
            own.removeIdle();
        }
        assertThat(own.size()).isZero();
    }
}
