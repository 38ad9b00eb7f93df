package io.tenantcache.jcache;

import static io.tenantcache.testing.SeenPoint.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Invalidation;
import io.tenantcache.ReadPoint;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract over a real Redis, by whose clock it is known whether something has changed; and what two nodes see of each other. */
class TieredReadPointTest extends ReadPointContract {

    /** So long that no wait ends by itself. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private TenantCacheManager other;

    @Override
    TenantCacheConfig config() {
        return Configs.patient(redis.address())
                .tenancy(Tenancy.PER_TENANT)
                .redis(settings -> settings.coherenceBound(BOUND))
                .defaults(cache -> cache.loadTimeout(Duration.ofMinutes(2)))
                .build();
    }

    @Override
    TenantCacheManager ready(TenantCacheManager opened) {
        return Managers.connected(opened);
    }

    @BeforeEach
    void openOther() throws Exception {
        redis.ask("FLUSHALL");
        other = open("other");
        // What Redis knows of the tenant begins with the first look.
        assertThat(cached("k")).isNull();
        assertThat(there().get("k")).isNull();
    }

    @AfterEach
    void closeOther() {
        other.close();
    }

    private TenantCache<String, String> there() {
        return other.getOrCreateCache("c");
    }

    @Test
    void changeOfAnotherNode() {
        ReadPoint before = TenantCachingProvider.readPoint();
        other.invalidate(Invalidation.ofKey("c", "k"));
        assertThat(seeing(before, () -> load("k", "old"))).isEqualTo("old");
        assertThat(cached("k")).isNull();
        assertThat(there().get("k")).isNull();
    }

    @Test
    void nothingChanged_isStoredForTheOtherNode() {
        awaitStored(() -> {
            ReadPoint before = TenantCachingProvider.readPoint();
            assertThat(seeing(before, () -> load("k", "v"))).isEqualTo("v");
            assertThat(there().get("k")).isEqualTo("v");
        });
    }

    @Test
    void otherNode_isNotKeptFromLoading() throws Exception {
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("c", "k"));
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Future<String> old = loading(before, mayAnswer);
        Future<String> fresh = threads.submit(() -> load(there(), "k", "new"));
        assertThat(fresh.get(60, TimeUnit.SECONDS))
                .as("while the other still loads")
                .isEqualTo("new");
        mayAnswer.countDown();
        assertThat(old.get(60, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(cached("k")).isEqualTo("new");
    }

    /** Of those who wait for another node's load each is woken, though another caller has come after it. */
    @Test
    void waitingForTheOtherNode_allAreWoken() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Future<String> there = threads.submit(() -> there().<RuntimeException>getOrLoad("k", key -> {
            asked.countDown();
            awaitUninterrupted(mayAnswer);
            return "v";
        }));
        asked.await();
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        List<Future<String>> here = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            here.add(threads.submit(() -> {
                waiting.add(Thread.currentThread());
                return seeing(ReadPoint.UNKNOWN, () -> load("k", "own"));
            }));
        }
        await().until(() -> waiting.size() == here.size()
                && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        mayAnswer.countDown();
        assertThat(there.get(30, TimeUnit.SECONDS)).isEqualTo("v");
        for (Future<String> each : here) {
            // Who is not woken looks again when a quarter of the coherence bound is over.
            assertThat(each.get(BOUND.toMillis() / 8, TimeUnit.MILLISECONDS)).isEqualTo("v");
        }
    }

    /** A processor that may load holds the lease for as long as it runs. */
    @Test
    void processorThatReadsNothing_keepsNobodyFromLoading() throws Exception {
        TenantCache<String, String> here = readThrough(manager());
        TenantCache<String, String> there = readThrough(other);
        assertThat(here.<Boolean>invoke("a", (entry, arguments) -> entry.exists()))
                .isFalse();
        assertThat(here.<Boolean>invokeAll(Set.of("b"), (entry, arguments) -> entry.exists()))
                .hasSize(1);
        for (String key : List.of("a", "b")) {
            assertThat(threads.submit(() -> there.get(key)).get(30, TimeUnit.SECONDS))
                    .startsWith(key);
        }
    }

    /** What was told before is lost: anything may have changed. */
    @Test
    void redisIsEmptied() throws Exception {
        ReadPoint before = TenantCachingProvider.readPoint();
        redis.ask("FLUSHALL");
        assertThat(seeing(before, () -> load("k", "old"))).isEqualTo("old");
        assertThat(cached("k")).isNull();
    }

    @Test
    void withoutRedis_asMemoryKnows() throws Exception {
        load("other", "v");
        TenantCache<String, String> inBulk = readThrough();
        inBulk.put("other", "v");
        ReadPoint before = TenantCachingProvider.readPoint();
        redis.kill();
        try {
            assertThat(seeing(before, () -> load("unchanged", "v"))).isEqualTo("v");
            assertThat(cached("unchanged")).isEqualTo("v");
            manager().invalidate(Invalidation.ofKey("c", "k"));
            assertThat(seeing(before, () -> load("k", "old"))).isEqualTo("old");
            assertThat(cached("k")).isNull();
            manager().invalidate(Invalidation.ofKey("r", "a"));
            Map<String, String> old = seeing(before, () -> inBulk.getAll(Set.of("a")));
            assertThat(inBulk.getAll(Set.of("a"))).isNotEqualTo(old);
        } finally {
            redis.start();
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(load(there(), "after", "v")).isEqualTo("v"));
    }
}
