package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.store.LimitCounters;
import io.tenantcache.store.LimitCounters.Answer;
import io.tenantcache.store.LimitCounters.Counter;
import io.tenantcache.store.LimitCounters.Effect;
import io.tenantcache.store.LimitCounters.State;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the counters of rate limits, wherever they are. */
abstract class LimitCountersContract {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final String subject = UUID.randomUUID().toString();

    /** The counters, which other tests may use too. */
    abstract LimitCounters counters();

    private Counter counter(String name, long limit) {
        return new Counter(Tenant.SHARED, name, subject, limit, LONG);
    }

    private Answer count(long permits, Counter... of) {
        return counters().decide(List.of(of), permits, Effect.COUNT);
    }

    private long remaining(Counter of) {
        return counters().decide(List.of(of), 1, Effect.NONE).states().get(0).remaining();
    }

    @Test
    void decide_admitsTheLimit() {
        Counter counter = counter("a", 3);

        assertThat(count(1, counter)).matches(Answer::admitted);
        assertThat(count(2, counter)).matches(Answer::admitted);
        Answer refused = count(1, counter);

        assertThat(refused.admitted()).isFalse();
        State state = refused.states().get(0);
        assertThat(state.remaining()).isZero();
        assertThat(state.retryMicros()).isBetween(1L, LONG.toNanos() / 1_000);
        assertThat(state.resetMicros()).isBetween(state.retryMicros(), LONG.toNanos() / 1_000);
    }

    @Test
    void decide_countsARefusalNowhere() {
        Counter narrow = counter("narrow", 1);
        Counter wide = counter("wide", 100);
        count(1, narrow, wide);

        Answer refused = count(1, narrow, wide);

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.states().get(0).retryMicros()).isPositive();
        assertThat(refused.states().get(1).retryMicros()).isZero();
        assertThat(remaining(wide)).isEqualTo(99);
    }

    @Test
    void decide_refusesWhatIsTooMuchOnly() {
        Counter counter = counter("a", 10);
        count(8, counter);

        assertThat(count(3, counter).admitted()).isFalse();
        assertThat(count(2, counter).admitted()).isTrue();
    }

    @Test
    void look_countsNothing() {
        Counter counter = counter("a", 1);

        assertThat(remaining(counter)).isEqualTo(1);
        assertThat(remaining(counter)).isEqualTo(1);
        assertThat(count(1, counter).admitted()).isTrue();
        assertThat(counters().decide(List.of(counter), 1, Effect.NONE).admitted())
                .isFalse();
    }

    @Test
    void limit_changes() {
        count(5, counter("a", 10));

        assertThat(remaining(counter("a", 20))).isEqualTo(15);
        assertThat(count(1, counter("a", 4)).admitted()).isFalse();
        assertThat(remaining(counter("a", 4))).isZero();
    }

    @Test
    void window_ends() {
        Counter counter = new Counter(Tenant.SHARED, "short", subject, 1, Duration.ofMillis(200));
        count(1, counter);

        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(count(1, counter).admitted()).isTrue());
    }

    @Test
    void subjects_areApart() {
        List<Counter> counters = Stream.of("a", "b:c", "{x}", "", "*", "!", "\u0000\uD83D\uDE00", "a ")
                .flatMap(text -> Stream.of(
                        new Counter(Tenant.SHARED, "n", subject + text, 1, LONG),
                        new Counter(Tenant.SHARED, "n" + text, subject, 1, LONG),
                        new Counter(Tenant.of(subject), "n" + text, text, 1, LONG),
                        new Counter(Tenant.of("*" + text), "m", subject, 1, LONG),
                        new Counter(Tenant.of("}" + text), "m", subject, 1, LONG)))
                .distinct()
                .toList();

        assertThat(counters)
                .allSatisfy(counter -> assertThat(count(1, counter).admitted()).isTrue())
                .allSatisfy(counter -> assertThat(count(1, counter).admitted()).isFalse());
    }

    @Test
    void callers_atOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Counter one = counter("one", 100);
            Counter other = counter("other", 150);
            List<Callable<Boolean>> calls = IntStream.range(0, 400)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> (i % 2 == 0 ? count(1, one, other) : count(1, other, one)).admitted())
                    .toList();
            long admitted = 0;
            for (Future<Boolean> answer : threads.invokeAll(calls)) {
                admitted += answer.get() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(100);
            assertThat(remaining(other)).isEqualTo(50);
        } finally {
            threads.shutdownNow();
        }
    }
}
