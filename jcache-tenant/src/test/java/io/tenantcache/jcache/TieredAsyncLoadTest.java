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
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

class TieredAsyncLoadTest extends AsyncLoadContract {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private TenantCacheManager manager;
    private TenantCacheManager otherNode;

    @BeforeEach
    void open() {
        manager = node("async-here", Duration.ofSeconds(10));
        otherNode = node("async-there", Duration.ofSeconds(10));
        otherNode.unwrap(RedissonClient.class).getKeys().flushall();
    }

    @AfterEach
    void close() {
        manager.close();
        otherNode.close();
    }

    private TenantCacheManager node(String name, Duration coherenceBound) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        getClass().getClassLoader(),
                        Configs.patient(redis.address())
                                .redis(settings -> settings.coherenceBound(coherenceBound))
                                .cache("shared", cache -> cache.tenancy(Tenancy.SHARED))
                                .build(),
                        Optional::empty);
    }

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    private TenantCache<String, String> there(Consumer<CacheConfigBuilder> settings) {
        return otherNode.createCache("c", configured(LONG, settings));
    }

    @Test
    void aHundredCallersOfEachKind_onTwoNodes_oneLoad() throws Exception {
        assertOneLoad(List.of(cache(settings -> {}), there(settings -> {})));
    }

    @Test
    void anotherNodesLease_holdsNoThreads_andItsFillWakes() {
        // With a bound so long that only a wake helps in time.
        try (TenantCacheManager one = node("async-patient-here", Duration.ofMinutes(1));
                TenantCacheManager two = node("async-patient-there", Duration.ofMinutes(1))) {
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
        try (TenantCacheManager one = node("async-bounded-here", Duration.ofMillis(600));
                TenantCacheManager two = node("async-bounded-there", Duration.ofMillis(600))) {
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
            manager.close();
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
                TenantCacheManager node = new TenantCachingProvider()
                        .open(
                                URI.create("async-outage"),
                                getClass().getClassLoader(),
                                Configs.of(own.address()),
                                Optional::empty)) {
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
