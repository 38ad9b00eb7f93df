package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

class TieredStalenessTest extends StalenessContract {

    private static RedisProcess redis;

    private TenantCacheManager manager;
    private TenantCacheManager otherNode;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.started();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() {
        manager = node("staleness-here");
        otherNode = node("staleness-there");
        otherNode.unwrap(RedissonClient.class).getKeys().flushall();
    }

    @AfterEach
    void close() {
        manager.close();
        otherNode.close();
    }

    private TenantCacheManager node(String name) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        getClass().getClassLoader(),
                        Configs.patient(redis.address()).build(),
                        Optional::empty);
    }

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    private List<TenantCache<String, String>> onBothNodes(Duration life) {
        return List.of(
                manager.createCache("c", configured(life, settings -> settings.staleWhileRevalidate(LONG))),
                otherNode.createCache("c", configured(life, settings -> settings.staleWhileRevalidate(LONG))));
    }

    @Test
    void whileRevalidate_oneNodeLoadsForAll() {
        List<TenantCache<String, String>> nodes = onBothNodes(LIFE);
        Counted source = new Counted();
        as(ACME, () -> {
            load(nodes.get(0), source);
            awaitEnd(nodes.get(1), "k");
            source.block();
            for (int i = 0; i < 20; i++) {
                assertThat(load(nodes.get(i % 2), source)).isEqualTo("v1");
            }
            await().until(() -> source.loads.get() == 2);
            source.open.countDown();
            await().until(() -> TenantContext.call(ACME, () -> "v2".equals(load(nodes.get(1), source))));
            assertThat(source.loads.get()).isLessThanOrEqualTo(3);
        });
    }

    @Test
    void reload_isOutdatedByAnInvalidationMeanwhile() {
        List<TenantCache<String, String>> nodes = onBothNodes(LIFE);
        Counted source = new Counted();
        as(ACME, () -> {
            load(nodes.get(0), source);
            awaitEnd(nodes.get(0), "k");
            source.block();
            assertThat(load(nodes.get(0), source)).isEqualTo("v1");
            await().until(() -> source.loads.get() == 2);
            nodes.get(1).clear();
            source.open.countDown();
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("tenantcache-load-"))
                    .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            assertThat(nodes.get(0).get("k")).isNull();
            assertThat(nodes.get(1).get("k")).isNull();
        });
    }

    private static @Nullable String load(TenantCache<String, String> cache, Counted source) {
        try {
            return cache.getOrLoad("k", source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
