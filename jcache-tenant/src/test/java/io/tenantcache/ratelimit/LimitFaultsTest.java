package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.ratelimit.RateLimit.WhenAway;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.LimitCounters.Answer;
import io.tenantcache.store.LimitCounters.Counter;
import io.tenantcache.store.LimitCounters.Effect;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.tier.RemoteGate;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RBucket;
import org.redisson.client.codec.ByteArrayCodec;

/** Limits where something is unusual: the limits themselves, the clock, or Redis. */
class LimitFaultsTest {

    private static final int HEAD = 19;
    private static final int PAIR = 11;

    private static RedisProcess redis;
    private static RedisStore store;
    private static RemoteGate gate;
    private static RateLimiter limiter;

    private final String subject = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        var config =
                Objects.requireNonNull(Configs.patient(redis.address()).build().redis());
        store = new RedisStore(config);
        gate = new RemoteGate(store, config.outage(), System::nanoTime);
        limiter = new SharedRateLimiter(
                new SharedRateLimiter.Shared(store.limits(), gate), limit -> {}, System::nanoTime);
        await().until(() -> store.client() != null);
    }

    @AfterAll
    static void stop() {
        gate.close();
        store.close();
        redis.close();
    }

    private record Admission(long at, long permits) {}

    /** In any window that ends with an admission, no more than its limit, which is another one at each call. */
    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_500, 20_000, 1_000_000, 30L * 24 * 3600 * 1_000_000})
    void limitsThatChange(long windowMicros) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Duration window = Duration.ofNanos(windowMicros * 1_000);
        List<Admission> admissions = new ArrayList<>();
        int refused = 0;
        long most = windowMicros > 1_000_000 ? 4_000 : 60;
        for (int i = 0; i < 1_500; i++) {
            long limit = 1 + random.nextLong(most);
            long permits = 1 + random.nextLong(Math.min(limit, 4));
            Counter counter = new Counter(Tenant.SHARED, "changing", subject, limit, window);
            Answer answer = store.limits().decide(List.of(counter), permits, Effect.COUNT);
            long known = admissions.stream()
                    .filter(admission -> admission.at > answer.atMicros() - windowMicros)
                    .mapToLong(Admission::permits)
                    .sum();
            var state = answer.states().get(0);
            if (answer.admitted()) {
                admissions.add(new Admission(answer.atMicros(), permits));
                assertThat(known + permits).as("seed %d, call %d", seed, i).isLessThanOrEqualTo(limit);
                assertThat(state.retryMicros()).isZero();
                assertThat(state.remaining()).isLessThanOrEqualTo(limit - permits);
            } else {
                refused++;
                assertThat(state.retryMicros()).as("seed %d, call %d", seed, i).isBetween(1L, windowMicros);
            }
            assertThat(state.resetMicros()).as("seed %d, call %d", seed, i).isBetween(1L, windowMicros);
            if (i % 200 == 100) {
                redis.ask("SCRIPT FLUSH");
            }
        }
        assertThat(admissions).as("seed %d", seed).isNotEmpty();
        if (windowMicros > 2_500) {
            assertThat(refused).as("seed %d", seed).isPositive();
        }
    }

    @Test
    void scriptsAreForgotten() {
        RateLimit limit = RateLimit.of("flushed", 2, Duration.ofMinutes(1));
        for (int i = 0; i < 2; i++) {
            redis.ask("SCRIPT FLUSH");
            assertThat(limiter.acquire(limit, subject).allowed()).isTrue();
        }
        redis.ask("SCRIPT FLUSH");
        assertThat(limiter.acquire(limit, subject).allowed()).isFalse();
    }

    @Test
    void noMemoryInRedis() {
        RateLimit local = RateLimit.of("local", 2, Duration.ofMinutes(1));
        RateLimit allow = new RateLimit("allow", 1, Duration.ofMinutes(1), WhenAway.ALLOW);
        RateLimit deny = new RateLimit("deny", 9, Duration.ofMinutes(1), WhenAway.DENY);
        redis.ask("CONFIG SET maxmemory 1");
        try {
            assertThat(limiter.acquire(local, subject).allowed()).isTrue();
            assertThat(limiter.acquire(local, subject).allowed()).isTrue();
            assertThat(limiter.acquire(local, subject).allowed()).isFalse();
            assertThat(limiter.acquire(allow, subject).allowed()).isTrue();
            assertThat(limiter.acquire(allow, subject).allowed()).isTrue();
            assertThat(limiter.acquire(deny, subject).allowed()).isFalse();
        } finally {
            redis.ask("CONFIG SET maxmemory 0");
        }
        await().untilAsserted(() ->
                assertThat(limiter.acquire(deny, subject).allowed()).isTrue());
        // None of the calls that failed was counted.
        assertThat(limiter.look(List.of(LimitedSubject.shared(local, subject))).tightest())
                .hasValueSatisfying(state -> assertThat(state.remaining()).isEqualTo(2));
    }

    private RBucket<byte[]> bucket(String name) {
        var client = Objects.requireNonNull(store.client());
        String key = client.getKeys()
                .getKeysStream()
                .filter(any -> any.contains(":" + name + ":"))
                .findFirst()
                .orElseThrow();
        return client.getBucket(key, ByteArrayCodec.INSTANCE);
    }

    /** As if the clock had been ahead by that when the calls were counted. */
    private void advance(String name, Duration by) {
        RBucket<byte[]> bucket = bucket(name);
        byte[] state = bucket.get();
        advance(state, 5, by);
        advance(state, 12, by);
        for (int at = HEAD; at < state.length; at += PAIR) {
            advance(state, at, by);
        }
        bucket.set(state, by.plusMillis(bucket.remainTimeToLive()));
    }

    /** Seven bytes, beginning there; the one before them stays. */
    private static void advance(byte[] state, int at, Duration by) {
        ByteBuffer bytes = ByteBuffer.wrap(state);
        bytes.putLong(at - 1, bytes.getLong(at - 1) + by.toNanos() / 1_000);
    }

    @Test
    void clockWasAhead() {
        Counter counter = new Counter(Tenant.SHARED, "ahead", subject, 3, Duration.ofSeconds(10));
        store.limits().decide(List.of(counter), 2, Effect.COUNT);
        advance("ahead", Duration.ofSeconds(4));

        assertThat(store.limits().decide(List.of(counter), 2, Effect.COUNT).admitted())
                .isFalse();
        Answer third = store.limits().decide(List.of(counter), 1, Effect.COUNT);
        assertThat(third.admitted()).isTrue();
        Answer refused = store.limits().decide(List.of(counter), 1, Effect.COUNT);
        assertThat(refused.admitted()).isFalse();
        // By its own clock, which stands still until Redis's has come so far.
        assertThat(refused.states().get(0).retryMicros()).isBetween(9_000_000L, 10_000_000L);
        assertThat(bucket("ahead").remainTimeToLive()).isGreaterThan(13_000);
    }

    @Test
    void clockWasFarAhead() {
        Counter counter = new Counter(Tenant.SHARED, "far", subject, 3, Duration.ofMillis(300));
        store.limits().decide(List.of(counter), 2, Effect.COUNT);
        advance("far", Duration.ofDays(365));

        assertThat(store.limits().decide(List.of(counter), 2, Effect.COUNT).admitted())
                .isFalse();
        assertThat(store.limits().decide(List.of(counter), 1, Effect.COUNT).admitted())
                .isTrue();
        // What counted before may have been admitted just now, and no later: nobody waits for a year.
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(store.limits()
                                .decide(List.of(counter), 3, Effect.COUNT)
                                .admitted())
                        .isTrue());
    }

    @Test
    void clockWasFarAhead_withRoom() {
        Counter counter = new Counter(Tenant.SHARED, "room", subject, 3, Duration.ofMillis(300));
        store.limits().decide(List.of(counter), 1, Effect.COUNT);
        advance("room", Duration.ofDays(365));

        Answer next = store.limits().decide(List.of(counter), 1, Effect.COUNT);
        assertThat(next.admitted()).isTrue();
        assertThat(next.states().get(0).remaining()).isEqualTo(1);
        assertThat(bucket("room").remainTimeToLive()).isLessThan(1_000);
    }

    @Test
    void clockWasFarAhead_usedUp() {
        Counter counter = new Counter(Tenant.SHARED, "closed", subject, 3, Duration.ofMillis(300));
        store.limits().decide(List.of(counter), 3, Effect.COUNT);
        advance("closed", Duration.ofDays(365));
        byte[] before = bucket("closed").get();
        store.limits().decide(List.of(counter), 1, Effect.NONE);
        assertThat(bucket("closed").get()).isEqualTo(before);

        Answer refused = store.limits().decide(List.of(counter), 1, Effect.COUNT);
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.states().get(0).retryMicros()).isBetween(1L, 300_000L);
        assertThat(bucket("closed").remainTimeToLive()).isLessThan(1_000);
        // Its refusals do not put that off.
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(store.limits()
                                .decide(List.of(counter), 3, Effect.COUNT)
                                .admitted())
                        .isTrue());
    }

    @Test
    void key_isKeptForAsLongAsItCounts() {
        Duration window = Duration.ofMinutes(64);
        Counter counter = new Counter(Tenant.SHARED, "kept", subject, 10, window);
        store.limits().decide(List.of(counter), 1, Effect.COUNT);
        RBucket<byte[]> bucket = bucket("kept");
        byte[] state = bucket.get();
        // As it is when the key is about to end.
        ByteBuffer.wrap(state).putInt(12, 0).putShort(16, (short) 0).put(18, (byte) 0);
        bucket.set(state, Duration.ofMinutes(1));

        store.limits().decide(List.of(counter), 1, Effect.COUNT);
        assertThat(bucket.remainTimeToLive()).isGreaterThanOrEqualTo(window.toMillis());
        assertThat(store.limits()
                        .decide(List.of(counter), 1, Effect.NONE)
                        .states()
                        .get(0)
                        .remaining())
                .isEqualTo(8);
    }

    @Test
    void moreThanTheLimit_isNeverAdmitted() {
        Counter counter = new Counter(Tenant.SHARED, "small", subject, 3, Duration.ofMinutes(1));

        assertThat(store.limits().decide(List.of(counter), 4, Effect.COUNT).admitted())
                .isFalse();
        assertThat(store.limits().decide(List.of(counter), 3, Effect.COUNT).admitted())
                .isTrue();
    }
}
