package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.NodePair;
import io.tenantcache.testing.RedisProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TieredStalenessTest extends StalenessContract {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @RegisterExtension
    private final NodePair nodes = new NodePair(Configs.patient(redis.address()).build());

    @Override
    TenantCacheManager manager() {
        return nodes.here();
    }

    private List<TenantCache<String, String>> onBothNodes(Duration life) {
        return List.of(
                nodes.here().createCache("c", configured(life, settings -> settings.staleWhileRevalidate(LONG))),
                nodes.there().createCache("c", configured(life, settings -> settings.staleWhileRevalidate(LONG))));
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

    @Test
    void nearServedInOutage_staysWithWhatIsHeld() {
        try (RedisProcess own = RedisProcess.started();
                TenantCacheManager node = Managers.open(bounded(own))) {
            TenantCache<String, String> served =
                    node.createCache("served", configured(LONG, settings -> settings.nearServedInOutage(true)));
            TenantCache<String, String> dropped = node.createCache("dropped", configured(LONG, settings -> {}));
            as(ACME, () -> {
                served.put("k", "v");
                dropped.put("k", "v");
                own.pause();
                await().until(() -> TenantContext.call(
                        ACME, () -> "loaded".equals(dropped.<RuntimeException>getOrLoad("k", key -> "loaded"))));
                // A first value that is stored in the outage takes nothing away from what was held before.
                assertThat(served.<RuntimeException>getOrLoad("other", key -> "loaded"))
                        .isEqualTo("loaded");
                try (CacheTrace trace = CacheTrace.start()) {
                    assertThat(served.<RuntimeException>getOrLoad("k", key -> "loaded"))
                            .isEqualTo("v");
                    assertThat(served.get("k")).isEqualTo("v");
                    assertThat(trace.servedStale()).isTrue();
                }
                node.invalidate(Invalidation.ofCaches(List.of("served")));
                assertThat(served.<RuntimeException>getOrLoad("k", key -> "loaded"))
                        .isEqualTo("loaded");
                own.resume();
                await().until(() -> TenantContext.call(ACME, () -> {
                    try (CacheTrace trace = CacheTrace.start()) {
                        return "loaded".equals(served.get("k")) && !trace.servedStale();
                    }
                }));
            });
        }
    }

    private static TenantCacheConfig bounded(RedisProcess redis) {
        return TenantCacheConfig.builder()
                .redis(settings -> settings.address(redis.address()).coherenceBound(Duration.ofMillis(500)))
                .build();
    }

    private static @Nullable String load(TenantCache<String, String> cache, Counted source) {
        try {
            return cache.getOrLoad("k", source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
