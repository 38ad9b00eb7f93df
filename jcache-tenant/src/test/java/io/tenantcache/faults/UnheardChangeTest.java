package io.tenantcache.faults;

import static io.tenantcache.testing.SeenPoint.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Invalidation;
import io.tenantcache.ReadPoint;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.SeenPoint;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that a node has not heard of, on which callers see the source as it was before. */
class UnheardChangeTest {

    private static final Duration BOUND = Duration.ofSeconds(8);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RedisProcess redis;
    private FaultProxy network;
    private TenantCacheManager listener;
    private TenantCacheManager other;
    private TenantCache<String, String> here;

    @BeforeEach
    void open() {
        redis = RedisProcess.started();
        network = FaultProxy.to(redis);
        listener = Managers.connected(node(network.address()));
        other = Managers.connected(node(redis.address()));
        here = listener.getOrCreateCache("c");
        // Of whom nothing is held, nothing is known.
        here.put("kept", "v");
    }

    private static TenantCacheManager node(URI redis) {
        return new TenantCachingProvider()
                .open(
                        redis,
                        UnheardChangeTest.class.getClassLoader(),
                        TenantCacheConfig.builder()
                                .redis(settings -> settings.address(redis).coherenceBound(BOUND))
                                .defaults(cache -> cache.loadTimeout(Duration.ofMinutes(2)))
                                .build(),
                        Optional::empty,
                        new SeenPoint());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        listener.close();
        other.close();
        network.close();
        redis.close();
    }

    private String load(String value) {
        return String.valueOf(here.<RuntimeException>getOrLoad("missed", key -> value));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Memory would let the others wait for it, but Redis has told of the change. */
    @Test
    void olderState_isNotGivenToOthers() throws Exception {
        AtomicInteger lost = network.loseMessages(1, "missed");
        ReadPoint before = TenantCachingProvider.readPoint();
        other.invalidate(Invalidation.ofKey("c", "missed"));
        await().until(() -> lost.get() > 0);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Future<String> old = threads.submit(() -> seeing(
                before,
                () -> here.<RuntimeException>getOrLoad("missed", key -> {
                    asked.countDown();
                    awaitUninterrupted(mayAnswer);
                    return "old";
                })));
        asked.await();

        Future<String> present = threads.submit(() -> load("new"));
        try {
            assertThat(present.get(30, TimeUnit.SECONDS)).isEqualTo("new");
        } finally {
            mayAnswer.countDown();
        }
        assertThat(old.get(30, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(here.get("missed")).isEqualTo("new");
    }

    /** Who hears nothing serves nothing that was outdated longer ago than the bound. */
    @Test
    void olderState_isNotStoredInAnOutage() {
        ReadPoint before = TenantCachingProvider.readPoint();
        network.refuse(true);
        network.reset();
        other.invalidate(Invalidation.ofKey("c", "missed"));
        await().atMost(BOUND.multipliedBy(3))
                .until(() -> System.nanoTime() - before.nanoTime() > BOUND.toNanos()
                        && !listener.statistics().remote().orElseThrow().isNearTrusted());

        assertThat(seeing(before, () -> load("old"))).isEqualTo("old");
        assertThat(load("new")).isEqualTo("new");
    }
}
