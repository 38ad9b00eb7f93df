package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static io.tenantcache.jcache.StalenessContract.LONG;
import static io.tenantcache.jcache.StalenessContract.configured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.CacheConfigBuilder;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.NodePair;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TieredAsyncLoadTest extends AsyncLoadContract {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @RegisterExtension
    private final NodePair nodes = new NodePair(config(Duration.ofSeconds(10)));

    private static TenantCacheConfig config(Duration coherenceBound) {
        return Configs.patient(redis.address())
                .redis(settings -> settings.coherenceBound(coherenceBound))
                .cache("shared", cache -> cache.tenancy(Tenancy.SHARED))
                .build();
    }

    @Override
    TenantCacheManager manager() {
        return nodes.here();
    }

    private TenantCache<String, String> there(Consumer<CacheConfigBuilder> settings) {
        return nodes.there().createCache("c", configured(LONG, settings));
    }

    @Test
    void aHundredCallersOfEachKind_onTwoNodes_oneLoad() throws Exception {
        assertOneLoad(List.of(cache(settings -> {}), there(settings -> {})));
    }

    @Test
    void anotherNodesLease_holdsNoThreads_andItsFillWakes() {
        // With a bound so long that only a wake helps in time.
        try (TenantCacheManager one = Managers.open(config(Duration.ofMinutes(1)));
                TenantCacheManager two = Managers.open(config(Duration.ofMinutes(1)))) {
            Consumer<CacheConfigBuilder> patient = settings -> settings.loadTimeout(Duration.ofMinutes(1));
            TenantCache<String, String> here = one.createCache("c", configured(LONG, patient));
            TenantCache<String, String> there = two.createCache("c", configured(LONG, patient));
            int threads = Thread.activeCount();
            as(ACME, () -> {
                List<CompletableFuture<@Nullable String>> values = new ArrayList<>();
                for (TenantCache<String, String> node : List.of(here, there)) {
                    for (int i = 0; i < 200; i++) {
                        values.add(load(node, "k" + i, source));
                    }
                }
                assertThat(source.loads()).isEqualTo(200);
                assertThat(Thread.activeCount() - threads).isLessThan(40);
                long began = System.nanoTime();
                source.asked.forEach(stage -> stage.complete("v"));
                for (CompletableFuture<@Nullable String> value : values) {
                    assertThat(valueOf(value)).isEqualTo("v");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            });
            assertThat(source.loads()).isEqualTo(200);
        }
    }

    @Test
    void failure_leavesTheTurnToTheOtherNode_onAThreadForLoads() {
        TenantCache<String, String> here = cache(settings -> {});
        TenantCache<String, String> there = there(settings -> {});
        as(ACME, () -> {
            CompletableFuture<?> first = load(here);
            CompletableFuture<@Nullable String> second = load(there);
            source.fail(1, new IllegalStateException("down"));
            assertThat(failureOf(first)).hasMessage("down");
            source.answer(2, "v");
            assertThat(valueOf(second)).isEqualTo("v");
            assertThat(source.threads).last().asString().startsWith("tenantcache-load-");
            assertThat(source.tenants).containsOnly(ACME);
        });
    }

    @Test
    void heldCallerOfTheOtherNode_waitsForTheStage() throws Exception {
        TenantCache<String, String> here = cache(settings -> {});
        TenantCache<String, String> there = there(settings -> {});
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(here);
            Future<Optional<String>> second = loadHeld(there, "its own");
            source.answer(1, "v");
            assertThat(valueOf(first)).isEqualTo("v");
            assertThat(second.get()).contains("v");
        });
    }

    @Test
    void lease_isRenewedWhileTheStageIsPending() {
        try (TenantCacheManager one = Managers.open(config(Duration.ofMillis(600)));
                TenantCacheManager two = Managers.open(config(Duration.ofMillis(600)))) {
            TenantCache<String, String> here = one.createCache("c", configured(LONG, settings -> {}));
            TenantCache<String, String> there = two.createCache("c", configured(LONG, settings -> {}));
            as(ACME, () -> {
                CompletableFuture<@Nullable String> first = load(here);
                CompletableFuture<@Nullable String> second = load(there);
                await().during(Duration.ofMillis(1_500))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> source.loads() == 1 && !second.isDone());
                source.answer(1, "v");
                assertThat(valueOf(first)).isEqualTo("v");
                assertThat(valueOf(second)).isEqualTo("v");
            });
            assertThat(source.loads()).isEqualTo(1);
        }
    }

    @Test
    void loadTimeout_theOtherNodeTakesOver_andTheFirstValueIsNotStored() {
        Consumer<CacheConfigBuilder> settings = limits -> limits.loadTimeout(Duration.ofMillis(300));
        TenantCache<String, String> here = cache(settings);
        TenantCache<String, String> there = there(settings);
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(here);
            CompletableFuture<@Nullable String> second = load(there);
            source.answer(2, "new");
            assertThat(valueOf(second)).isEqualTo("new");
            source.answer(1, "old");
            assertThat(valueOf(first)).isEqualTo("old");
            assertThat(here.get("k")).isEqualTo("new");
        });
    }

    @Test
    void deadline_whileTheOtherNodeLoads() {
        TenantCache<String, String> here = cache(settings -> {});
        TenantCache<String, String> there = there(settings -> settings.loadDeadline(Duration.ofMillis(200)));
        as(ACME, () -> {
            CompletableFuture<?> first = load(here);
            assertThat(failureOf(load(there))).isInstanceOf(CacheLoadTimeoutException.class);
            source.answer(1, "v");
            await().until(first::isDone);
        });
        assertThat(source.loads()).isEqualTo(1);
    }

    @Test
    void closed_leavesTheTurnToTheOtherNode() {
        TenantCache<String, String> here = cache(settings -> {});
        TenantCache<String, String> there = there(settings -> {});
        as(ACME, () -> {
            CompletableFuture<?> first = load(here);
            CompletableFuture<@Nullable String> second = load(there);
            nodes.here().close();
            assertThat(failureOf(first)).isInstanceOf(IllegalStateException.class);
            source.answer(2, "v");
            assertThat(valueOf(second)).isEqualTo("v");
            source.answer(1, "late");
            assertThat(there.get("k")).isEqualTo("v");
        });
    }

    @Test
    void redisAway_theSourceAnswers() {
        try (RedisProcess own = RedisProcess.started();
                TenantCacheManager node = Managers.open(Configs.of(own.address()))) {
            TenantCache<String, String> cache = node.createCache("c", configured(LONG, settings -> {}));
            as(ACME, () -> {
                CompletableFuture<@Nullable String> first = load(cache);
                own.pause();
                source.answer(1, "v");
                assertThat(valueOf(first)).isEqualTo("v");
                CompletableFuture<@Nullable String> other = load(cache, "other", source);
                source.answer(2, "w");
                assertThat(valueOf(other)).isEqualTo("w");
                own.resume();
            });
        }
    }
}
