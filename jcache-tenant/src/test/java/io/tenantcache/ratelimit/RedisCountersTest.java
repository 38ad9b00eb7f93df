package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.LimitCounters;
import io.tenantcache.store.LimitCounters.Answer;
import io.tenantcache.store.LimitCounters.Counter;
import io.tenantcache.store.LimitCounters.Effect;
import io.tenantcache.store.LimitCounters.State;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

class RedisCountersTest extends LimitCountersContract {

    private static RedisProcess redis;
    private static RedisStore store;

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        store = new RedisStore(
                Objects.requireNonNull(Configs.patient(redis.address()).build().redis()));
        await().until(() -> store.client() != null);
    }

    @AfterAll
    static void stop() {
        store.close();
        redis.close();
    }

    @Override
    LimitCounters counters() {
        return store.limits();
    }

    private static RedissonClient client() {
        return Objects.requireNonNull(store.client());
    }

    private static String keyOf(String name) {
        return client().getKeys()
                .getKeysStream()
                .filter(key -> key.contains(":" + name + ":"))
                .findFirst()
                .orElseThrow();
    }

    /** The script decides as the class does, which is tested with a clock of its own. */
    @Test
    void script_isTheSameAlgorithm() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SlidingWindow model = new SlidingWindow();
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            // Now and then another limit, or another window.
            long limit = i % 500 < 400 ? 60 : 30;
            Duration window = Duration.ofMillis(i % 900 < 700 ? 100 : 30);
            long permits = 1 + random.nextLong(4);
            if (i % 900 == 0) {
                model = new SlidingWindow();
            }
            Counter counter = new Counter(Tenant.of("acme"), "replayed", "of " + i / 900, limit, window);
            Answer answer = store.limits().decide(List.of(counter), permits, Effect.COUNT);
            long micros = window.toNanos() / 1_000;
            State expected = model.state(answer.atMicros(), limit, micros, permits);
            assertThat(answer.admitted()).as("seed %d, call %d", seed, i).isEqualTo(expected.retryMicros() == 0);
            if (answer.admitted()) {
                model.count(answer.atMicros(), micros, permits);
                expected = model.state(answer.atMicros(), limit, micros, 0);
            } else {
                refused++;
            }
            assertThat(answer.states()).as("seed %d, call %d", seed, i).containsExactly(expected);
        }
        assertThat(refused).isBetween(100, 2_900);
    }

    @Test
    void memory_doesNotDependOnTheLimit() {
        Duration window = Duration.ofMillis(1_500);
        List<Counter> counters = Stream.of(10L, 200L, 1_000L, 1_000_000L)
                .map(limit -> new Counter(
                        Tenant.of("a tenant with a long name: 0123456789"),
                        "memory" + limit,
                        "jane.doe@example.com",
                        limit,
                        window))
                .toList();
        long end = System.nanoTime() + window.toNanos() * 5 / 4;
        while (System.nanoTime() < end) {
            counters.forEach(counter -> store.limits().decide(List.of(counter), 1, Effect.COUNT));
        }
        List<Long> bytes = counters.stream()
                .map(counter -> client().getScript(StringCodec.INSTANCE)
                        .<Long>eval(
                                RScript.Mode.READ_ONLY,
                                "return redis.call('MEMORY', 'USAGE', KEYS[1])",
                                RScript.ReturnType.LONG,
                                List.of(keyOf(counter.name()))))
                .toList();
        System.out.println("Bytes of a counter of 10, 200, 1,000 and 1,000,000: " + bytes);
        assertThat(bytes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(1_024));
    }

    @Test
    void counters_goByThemselves() {
        Counter counter = new Counter(Tenant.of("acme"), "gone", "x", 10, Duration.ofMillis(300));
        store.limits().decide(List.of(counter), 1, Effect.COUNT);
        String key = keyOf("gone");

        assertThat(client().getBucket(key).remainTimeToLive()).isBetween(0L, 377L);
        await().until(() -> !client().getBucket(key).isExists());
    }

    @Test
    void whatIsNoCounter_isOverwritten() {
        Counter counter = new Counter(Tenant.of("acme"), "hostile", "x", 10, Duration.ofMinutes(1));
        store.limits().decide(List.of(counter), 3, Effect.COUNT);
        String key = keyOf("hostile");
        List<Runnable> damages = List.of(
                () -> client().getList(key, StringCodec.INSTANCE).add("no string"),
                () -> set(key, new byte[0]),
                () -> set(key, "x".getBytes(StandardCharsets.UTF_8)),
                () -> set(key, new byte[19 + 11 + 1]),
                () -> set(key, "more than a limit, by its length no counter".getBytes(StandardCharsets.UTF_8)),
                () -> set(key, new byte[19]),
                () -> client().getMap(key, StringCodec.INSTANCE).put("no", "string"),
                () -> client().getBucket(key).delete());

        assertThat(damages).allSatisfy(damage -> {
            client().getBucket(key).delete();
            damage.run();
            Answer answer = store.limits().decide(List.of(counter), 4, Effect.COUNT);
            assertThat(answer.states().get(0).remaining()).isEqualTo(6);
        });
    }

    private static void set(String key, byte[] bytes) {
        client().<byte[]>getBucket(key, ByteArrayCodec.INSTANCE).set(bytes);
    }
}
