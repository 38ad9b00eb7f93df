package io.tenantcache.cdi.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Invalidation;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.LogLines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvalidationScheduleTest {

    private static final Invalidated DONE = new Invalidated(Invalidation.ofCaches(List.of("c")), Effect.AT_ONCE);

    private final TimerThread timer = new TimerThread();
    private final InvalidationSchedule schedule = new InvalidationSchedule(timer);
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void close() {
        schedule.close();
        timer.close();
    }

    private CompletableFuture<Invalidated> add(DueTime due) {
        InvalidationSchedule.Entry entry = schedule.reserve(due, Runnable::run, () -> {
            made.incrementAndGet();
            return DONE;
        });
        entry.begin();
        return entry.given();
    }

    @Test
    void clockSetBack_waitsOn() throws Exception {
        Queue<Duration> left = new ArrayDeque<>(
                List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO, Duration.ofDays(1)));
        CompletableFuture<Invalidated> given = add(new DueTime(() -> Duration.ZERO, left::remove));

        assertThat(given.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
        assertThat(left).hasSize(1);
        assertThat(made).hasValue(1);
    }

    @Test
    void at_isOfTheClock() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        DueTime due = DueTime.at(Instant.ofEpochSecond(7), clock);
        assertThat(due.first().get()).hasSeconds(7);
        assertThat(due.left().get()).hasSeconds(7);
        assertThat(DueTime.at(Instant.EPOCH.minusSeconds(1), clock).first().get())
                .isNegative();
        assertThatThrownBy(() -> DueTime.at(Instant.EPOCH.plus(Duration.ofDays(367)), clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failure_isTheStages() {
        InvalidationSchedule.Entry entry = schedule.reserve(DueTime.after(Duration.ZERO), Runnable::run, () -> {
            throw new IllegalStateException("of the caches");
        });
        entry.begin();
        assertThatThrownBy(() -> entry.given().get(30, TimeUnit.SECONDS)).hasMessageContaining("of the caches");
    }

    @Test
    void failures_areOneWarning() {
        try (LogLines log = LogLines.downToDebug("io.tenantcache.cdi.operation.InvalidationSchedule")) {
            for (int i = 0; i < 3; i++) {
                schedule.reserve(DueTime.after(Duration.ZERO), Runnable::run, () -> {
                            throw new IllegalStateException("of the caches");
                        })
                        .begin();
            }
            await().untilAsserted(() -> assertThat(log.lines()).hasSize(3));
            assertThat(log.warnings())
                    .containsExactly("A scheduled invalidation failed: java.lang.IllegalStateException");
        }
    }

    @Test
    void error_isTheStages() {
        InvalidationSchedule.Entry entry = schedule.reserve(DueTime.after(Duration.ZERO), Runnable::run, () -> {
            throw new NoClassDefFoundError("com/acme/Missing");
        });
        entry.begin();
        assertThatThrownBy(() -> entry.given().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void closed_cancelsWhatHasNotBegun() {
        InvalidationSchedule.Entry entry = schedule.reserve(DueTime.after(Duration.ZERO), Runnable::run, () -> DONE);
        schedule.close();
        timer.close();
        entry.begin();
        assertThat(entry.given()).isCancelled();
        assertThatThrownBy(() -> add(DueTime.after(Duration.ZERO))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timerClosedFirst_cancels() {
        timer.close();
        assertThat(add(DueTime.after(Duration.ZERO))).isCancelled();
        assertThat(made).hasValue(0);
    }
}
