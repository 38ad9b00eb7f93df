package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.ratelimit.LimiterNode.Admission;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.LimitCounters.Answer;
import io.tenantcache.store.LimitCounters.Counter;
import io.tenantcache.store.LimitCounters.Effect;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisCluster;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits whose counters lie in different slots of a real Redis Cluster. */
class ClusterLimitsIT {

    private static final long SEED = Long.getLong("limits.seed", System.nanoTime());
    private static final Duration LONG = Duration.ofMinutes(10);

    private static RedisCluster redis;
    private static RedisStore store;
    private static RedisStore another;

    private final String subject = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        redis = RedisCluster.started();
        store = open();
        another = open();
    }

    @AfterAll
    static void stop() {
        another.close();
        store.close();
        redis.close();
    }

    private static RedisStore open() {
        URI[] addresses = redis.addresses().toArray(URI[]::new);
        RedisStore opened = new RedisStore(Objects.requireNonNull(Configs.patient(addresses[0])
                .redis(settings -> settings.cluster(addresses))
                .build()
                .redis()));
        await().until(() -> opened.client() != null);
        return opened;
    }

    /** Enough for more than one master. */
    private List<Counter> wide(long limit) {
        List<Counter> counters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            counters.add(new Counter(Tenant.SHARED, "wide" + i, subject, limit, LONG));
        }
        counters.add(new Counter(Tenant.of("acme"), "wide", subject, limit, LONG));
        return counters;
    }

    private Counter narrow() {
        return new Counter(Tenant.of("umbrella"), "narrow", subject, 1, LONG);
    }

    private static Answer count(RedisStore from, List<Counter> counters, long permits) {
        return from.limits().decide(counters, permits, Effect.COUNT);
    }

    private static List<Long> remaining(List<Counter> counters) {
        return store.limits().decide(counters, 1, Effect.NONE).states().stream()
                .map(state -> state.remaining())
                .toList();
    }

    private static List<RedisStatistics> statistics() {
        return redis.masters().stream().map(RedisProcess::statistics).toList();
    }

    /** How often each master was asked for a script since then. */
    private static List<Long> scriptsSince(List<RedisStatistics> before) {
        List<RedisStatistics> now = statistics();
        return IntStream.range(0, now.size())
                .mapToObj(i -> now.get(i).callsSince(before.get(i)))
                .map(calls -> calls.getOrDefault("evalsha", 0L) + calls.getOrDefault("eval", 0L))
                .toList();
    }

    @Test
    void admitted_byAll() {
        List<Counter> wide = wide(10);
        List<RedisStatistics> before = statistics();

        assertThat(count(store, wide, 3).admitted()).isTrue();

        assertThat(scriptsSince(before)).filteredOn(scripts -> scripts > 0).hasSizeGreaterThan(1);
        assertThat(remaining(wide)).containsOnly(7L);
    }

    @Test
    void nodes_areKnown() {
        List<RedisStore> nodes = List.of(store, another);
        await().untilAsserted(() -> {
            nodes.forEach(node -> node.beat(System.nanoTime()));
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.limits().nodes()).isEqualTo(2));
        });
    }

    @Test
    void refused_givesBack() {
        List<Counter> wide = wide(10);
        List<Counter> all = new ArrayList<>(wide);
        all.add(4, narrow());
        count(store, List.of(narrow()), 1);

        for (int i = 0; i < 30; i++) {
            // It holds them for a round trip or two: then they are there again.
            assertThat(count(store, all, 1).admitted()).isFalse();
            await().pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(remaining(wide)).containsOnly(10L));
        }

        assertThat(count(store, wide, 10).admitted()).isTrue();
        assertThat(count(store, wide, 1).admitted()).isFalse();
    }

    @Test
    void refused_givesBackWhatItCountedAndNoMore() throws Exception {
        List<Counter> wide = wide(1_000);
        List<Counter> all = new ArrayList<>(wide);
        all.add(narrow());
        count(store, List.of(narrow()), 1);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, 300)
                    .<Callable<Boolean>>mapToObj(i ->
                            () -> count(i % 2 == 0 ? store : another, i % 3 == 0 ? wide : all, 1 + i % 2)
                                    .admitted())
                    .toList();
            long admitted = 0;
            List<Future<Boolean>> answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(i % 3 == 0);
                admitted += i % 3 == 0 ? 1 + i % 2 : 0;
            }
            long left = 1_000 - admitted;
            await().untilAsserted(() -> assertThat(remaining(wide)).containsOnly(left));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bound_holds() throws Exception {
        try (LimiterNodes nodes = LimiterNodes.started(List.of(List.of(), List.of(), List.of()), redis.addresses())) {
            Map<String, List<Admission>> admissions = nodes.demand("mixed", SEED, Duration.ofSeconds(8));

            assertThat(admissions.keySet()).contains("wide//all", "narrow/acme/one", "narrow/acme/two");
            assertThat(LimiterNodes.hold(admissions)).as("seed %d", SEED).isTrue();
        }
    }
}
