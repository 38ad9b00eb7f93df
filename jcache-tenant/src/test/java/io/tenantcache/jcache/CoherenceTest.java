package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** Three nodes over one Redis: who loads, who waits, and what each hears of the others. */
class CoherenceTest {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private final List<TenantCacheManager> managers = new ArrayList<>();
    private final List<TenantCache<String, String>> nodes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void open() {
        open(BOUND);
    }

    private void open(Duration bound) {
        managers.forEach(TenantCacheManager::close);
        managers.clear();
        nodes.clear();
        for (int i = 0; i < 3; i++) {
            TenantCacheManager manager = new TenantCachingProvider()
                    .open(URI.create("node-" + i), getClass().getClassLoader(), config(bound), Optional::empty);
            managers.add(manager);
            nodes.add(manager.getOrCreateCache("c"));
        }
        client().getKeys().flushall();
    }

    private static TenantCacheConfig config(Duration bound) {
        return TenantCacheConfig.builder()
                .redis(settings -> settings.address(redis.address())
                        .timeout(Duration.ofSeconds(1))
                        .coherenceBound(bound))
                .defaults(all -> all.loadTimeout(Duration.ofMinutes(1)))
                .cache("short", cache -> cache.loadTimeout(LEASE))
                .build();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        managers.forEach(TenantCacheManager::close);
    }

    private RedissonClient client() {
        return managers.get(2).unwrap(RedissonClient.class);
    }

    private <T> Future<T> inBackground(Callable<T> task) {
        return threads.submit(task);
    }

    private static Tier tierOf(Callable<?> read) throws Exception {
        try (CacheTrace trace = CacheTrace.start()) {
            read.call();
            return trace.answeredBy().orElseThrow();
        }
    }

    @Test
    void load_manyCallersOfThreeNodes_once() throws Exception {
        open(Duration.ofMinutes(1));
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(60);
        CountDownLatch end = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            TenantCache<String, String> node = nodes.get(i % 3);
            answers.add(inBackground(() -> {
                begin.countDown();
                begin.await();
                return node.getOrLoad("k", key -> {
                    end.await();
                    return "load " + loads.incrementAndGet();
                });
            }));
        }
        awaitWaiter("k");
        end.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("load 1");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void load_fails_aWaitingNodeTakesOverAtOnce() throws Exception {
        // Nothing but the wake ends the wait in time.
        open(Duration.ofMinutes(1));
        Held held = new Held();
        Future<String> first = inBackground(() -> nodes.get(0).getOrLoad("k", key -> held.load("")));
        held.begun.await();
        Future<String> second = inBackground(() -> nodes.get(1).getOrLoad("k", key -> "second"));
        awaitWaiter("k");
        held.end.countDown();
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("second");
        assertThatThrownBy(first::get).hasRootCauseMessage("The source failed");
    }

    /** Waits until a lease of the key is waited for. */
    private void awaitWaiter(String key) {
        await().atMost(PATIENCE).until(() -> {
            byte[] lease = client().<byte[]>getBucket("{*}:c:" + key + ":v1!lease", ByteArrayCodec.INSTANCE)
                    .get();
            return lease != null && lease[0] == '1';
        });
    }

    @Test
    void load_takesTooLong_anotherTakesOver_andTheLateValueIsNotStored() throws Exception {
        List<TenantCache<String, String>> hasty = managers.stream()
                .map(manager -> manager.<String, String>getOrCreateCache("short"))
                .toList();
        Held held = new Held();
        Future<String> late = inBackground(() -> hasty.get(0).getOrLoad("k", key -> held.load("late")));
        held.begun.await();
        Future<String> joined = inBackground(() -> hasty.get(0).getOrLoad("k", key -> "in time"));
        assertThat(hasty.get(1).getOrLoad("k", key -> "in time")).isEqualTo("in time");
        assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("in time");
        held.end.countDown();
        assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("late");
        for (TenantCache<String, String> node : hasty) {
            assertThat(node.get("k")).isEqualTo("in time");
        }
    }

    @Test
    void load_takesLongerThanALease_keepsIt() throws Exception {
        // A lease lasts as long as the bound: long enough for a thread that is late.
        Duration bound = Duration.ofSeconds(2);
        open(bound);
        Held held = new Held();
        Future<String> first = inBackground(() -> nodes.get(0).getOrLoad("k", key -> held.load("first")));
        held.begun.await();
        Future<String> second = inBackground(() -> nodes.get(1).getOrLoad("k", key -> "second"));
        await().pollDelay(bound.multipliedBy(2)).atMost(PATIENCE).until(() -> true);
        assertThat(second).isNotDone();
        held.end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("first");
    }

    @Test
    void load_invalidatedMeanwhile_isStoredNowhere_andWaitersLoadAnew() throws Exception {
        open(Duration.ofMinutes(1));
        for (Invalidation invalidation : List.of(Invalidation.ofKey("c", "k"), Invalidation.ofCaches(List.of("c")))) {
            Held held = new Held();
            Future<String> old = inBackground(() -> nodes.get(0).getOrLoad("k", key -> held.load("old")));
            held.begun.await();
            Future<String> waiting = inBackground(() -> nodes.get(1).getOrLoad("k", key -> "new"));
            awaitWaiter("k");
            managers.get(2).invalidate(invalidation);
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("new");
            held.end.countDown();
            assertThat(old.get(10, TimeUnit.SECONDS)).isEqualTo("old");
            for (TenantCache<String, String> node : nodes) {
                assertThat(node.get("k")).isEqualTo("new");
            }
            nodes.get(2).clear();
            await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(node -> node.get("k") == null));
        }
    }

    @Test
    void load_ofNothing_freesTheKey() throws Exception {
        assertThat(nodes.get(0).<RuntimeException>getOrLoad("k", key -> null)).isNull();
        assertThat(nodes.get(1).getOrLoad("k", key -> "v")).isEqualTo("v");
    }

    @Test
    void put_duringALoad_wins() throws Exception {
        Held held = new Held();
        Future<String> old = inBackground(() -> nodes.get(0).getOrLoad("k", key -> held.load("old")));
        held.begun.await();
        nodes.get(1).put("k", "put", Duration.ofMillis(1));
        await().atMost(PATIENCE).until(() -> nodes.get(1).get("k") == null);
        held.end.countDown();
        assertThat(old.get(10, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(nodes.get(2).get("k")).isNull();
    }

    @Test
    void subscriptionBroken_whatWasMissedIsCaughtUp_andTheRestIsKept() throws Exception {
        // Long enough that trust does not end because a thread was not scheduled.
        Duration bound = Duration.ofSeconds(10);
        open(bound);
        TenantCache<String, String> here = nodes.get(0);
        IntStream.range(0, 50).forEach(i -> here.put("kept-" + i, "v"));
        for (int round = 0; round < 20; round++) {
            String value = "v" + round;
            nodes.get(1).put("k", "before " + value);
            await().atMost(PATIENCE).until(() -> ("before " + value).equals(here.get("k")));
            killSubscriptions();
            nodes.get(1).put("k", value);
            // Beyond the bound it does not see the old one, whether it heard of the new one or not.
            await().atMost(bound).pollDelay(Duration.ZERO).until(() -> value.equals(here.get("k")));
        }
        // Once heard again, nothing else had to go.
        await().atMost(PATIENCE).until(() -> tierOf(() -> here.get("k")) == Tier.NEAR);
        for (int i = 0; i < 50; i++) {
            int number = i;
            assertThat(tierOf(() -> here.get("kept-" + number))).isEqualTo(Tier.NEAR);
        }
    }

    private static void killSubscriptions() throws Exception {
        redis.ask("CLIENT KILL TYPE pubsub");
    }

    @Test
    void redisHangs_memoryServesForTheBoundAndThenTheSource() throws Exception {
        open(Duration.ofSeconds(3));
        TenantCache<String, String> here = nodes.get(0);
        here.put("k", "old");
        assertThat(tierOf(() -> here.get("k"))).isEqualTo(Tier.NEAR);
        redis.pause();
        try {
            assertThat(here.get("k")).isEqualTo("old");
            await().atMost(PATIENCE).until(() -> "new".equals(here.getOrLoad("k", key -> "new")));
            // And the source is not asked by every read.
            assertThat(tierOf(() -> here.getOrLoad("k", key -> "newer"))).isEqualTo(Tier.NEAR);
        } finally {
            redis.resume();
        }
        await().atMost(PATIENCE).until(() -> "old".equals(here.get("k")));
    }

    @Test
    void bookkeepingLost_nothingOldIsServed() {
        TenantCache<String, String> here = nodes.get(0);
        TenantCache<String, String> there = nodes.get(1);
        here.put("k", "1");
        assertThat(there.get("k")).isEqualTo("1");
        client().getKeys().delete("{*}!scopes");
        here.put("other", "x");
        await().atMost(PATIENCE).until(() -> there.get("k") == null);
    }

    @Test
    void logTrimmed_everythingIsDropped() throws Exception {
        TenantCache<String, String> here = nodes.get(0);
        here.put("k", "old");
        assertThat(here.get("k")).isEqualTo("old");
        killSubscriptions();
        nodes.get(1).put("k", "new");
        client().getKeys().delete("{*}!scopes!log");
        await().atMost(PATIENCE).until(() -> "new".equals(here.get("k")));
    }

    @Test
    void idleTenant_leavesNoLogForEver() {
        nodes.get(0).put("k", "v");
        assertThat(client().getBucket("{*}!scopes!log").remainTimeToLive()).isPositive();
        client().getKeys().delete("{*}!scopes!log");
        managers.get(0).invalidate(Invalidation.ofCaches(List.of("c")));
        assertThat(client().getBucket("{*}!scopes!log").remainTimeToLive()).isPositive();
    }

    @Test
    void fills_areToldToNobody() {
        AtomicInteger told = new AtomicInteger();
        RTopic topic = client().getTopic("tenantcache!invalidations", StringCodec.INSTANCE);
        topic.addListener(String.class, (channel, text) -> {
            if (!text.startsWith("1 beat ")) {
                told.incrementAndGet();
            }
        });
        for (int i = 0; i < 10_000; i++) {
            nodes.get(i % 3).getOrLoad("key-" + i, key -> "v");
        }
        nodes.get(0).put("k", "v");
        await().atMost(PATIENCE).until(() -> told.get() > 0);
        assertThat(told).hasValue(1);
    }
}
