package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.config.RedisConfigBuilder;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.tier.RemoteGate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of a limit that each node admits by itself. */
class LimitsWithoutRedisTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What decides about limits on one node. */
    private record Node(RedisStore store, RemoteGate gate, RateLimiter limiter) implements AutoCloseable {

        static Node over(URI redis, Consumer<RedisConfigBuilder> settings) {
            var config = Objects.requireNonNull(
                    Configs.patient(redis).redis(settings).build().redis());
            RedisStore store = new RedisStore(config);
            RemoteGate gate = new RemoteGate(store, config.outage(), System::nanoTime);
            RateLimiter limiter = new SharedRateLimiter(
                    new SharedRateLimiter.Shared(store.limits(), gate), limit -> {}, System::nanoTime);
            return new Node(store, gate, limiter);
        }

        long admitted(RateLimit limit) {
            return IntStream.range(0, 100)
                    .filter(call -> limiter.acquire(limit, "anybody").allowed())
                    .count();
        }

        @Override
        public void close() {
            gate.close();
            store.close();
        }
    }

    @Test
    void dividedAmongTheNodesThatWereHeard() {
        try (RedisProcess redis = RedisProcess.started();
                Node first = Node.over(redis.address(), settings -> {});
                Node second = Node.over(redis.address(), settings -> {});
                Node third = Node.over(redis.address(), settings -> {})) {
            List<Node> nodes = List.of(first, second, third);
            await().until(() -> {
                nodes.forEach(node -> node.store.beat(System.nanoTime()));
                return nodes.stream().allMatch(node -> node.store.limits().nodes() == 3);
            });
            redis.kill();

            assertThat(nodes.stream().map(node -> node.admitted(RateLimit.of("nine", 9, MINUTE))))
                    .containsExactly(3L, 3L, 3L);
            assertThat(first.admitted(RateLimit.of("two", 2, MINUTE)))
                    .as("never none")
                    .isEqualTo(1);
        }
    }

    @Test
    void redisHangs_nobodyWaitsForLong() {
        try (RedisProcess redis = RedisProcess.started();
                Node node = Node.over(redis.address(), settings -> settings.readBudget(Duration.ofMillis(200)))) {
            await().until(() -> node.store.client() != null);
            redis.pause();
            try {
                long began = System.nanoTime();
                assertThat(node.admitted(RateLimit.of("nine", 9, MINUTE))).isEqualTo(9);
                // Of a hundred calls some wait for the budget, until the breaker is open, and then one now and then.
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            } finally {
                redis.resume();
            }
        }
    }

    @Test
    void dividedAsConfigured_beforeAnyNodeWasHeard() {
        URI nowhere = URI.create("redis://127.0.0.1:" + RedisProcess.freePort());
        try (Node four = Node.over(nowhere, settings -> settings.limitNodes(4));
                Node alone = Node.over(nowhere, settings -> {})) {
            assertThat(Stream.of(four, alone).map(node -> node.admitted(RateLimit.of("eight", 8, MINUTE))))
                    .containsExactly(2L, 8L);
        }
    }

    @Test
    void dividedAsConfigured_whoeverIsHeard() {
        try (RedisProcess redis = RedisProcess.started();
                Node four = Node.over(redis.address(), settings -> settings.limitNodes(4))) {
            await().until(() -> four.store.client() != null);
            RateLimit limit = RateLimit.of("eight", 8, MINUTE);
            assertThat(four.admitted(limit)).as("Redis counts for all").isEqualTo(8);
            redis.kill();
            assertThat(four.limiter.acquire(limit, "anybody").allowed())
                    .as("refused until it may succeed")
                    .isFalse();
            assertThat(four.admitted(RateLimit.of("another", 8, MINUTE))).isEqualTo(2);
        }
    }
}
