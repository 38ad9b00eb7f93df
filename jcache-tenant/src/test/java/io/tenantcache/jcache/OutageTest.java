package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.RemoteHealth;
import io.tenantcache.RemoteStatistics;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node tells of an outage: in its statistics and in the log. */
class OutageTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final RedisProcess redis = RedisProcess.started();
    private TenantCacheManager manager;
    private TenantCache<String, String> cache;
    private RemoteStatistics remote;

    @BeforeEach
    void open() {
        TenantCacheConfig config = TenantCacheConfig.builder()
                .redis(settings -> settings.address(redis.address()).coherenceBound(BOUND))
                .tenancy(Tenancy.PER_TENANT)
                .build();
        manager = new TenantCachingProvider()
                .open(URI.create("outage"), getClass().getClassLoader(), config, Optional::empty);
        cache = manager.getOrCreateCache("c");
        remote = manager.statistics().remote().orElseThrow();
        // It may connect after its start.
        soon().until(remote::isNearTrusted);
    }

    @AfterEach
    void close() {
        manager.close();
        redis.close();
    }

    private static ConditionFactory soon() {
        return await().pollInSameThread().atMost(Duration.ofSeconds(30));
    }

    private RemoteHealth.State breaker() {
        return remote.health().state();
    }

    @Test
    void breaker_ofAnIdleNode_closesWhenRedisIsBack() {
        redis.kill();
        TenantContext.run(
                ACME,
                () -> soon().until(() -> {
                    cache.get("k");
                    return breaker() == RemoteHealth.State.OPEN;
                }));
        assertThat(remote.breakerOpenings()).isEqualTo(1);
        assertThat(remote.failures()).isGreaterThanOrEqualTo(3);
        redis.start();
        soon().until(() -> breaker() == RemoteHealth.State.CLOSED);
        assertThat(remote.health().isInUse()).isTrue();
    }

    @Test
    void idleNode_tellsThatItHearsNothing_andThatItDoesAgain() {
        soon().until(() -> remote.isNearTrusted() && remote.propagation().count() > 0);
        assertThat(remote.coherenceLag()).isLessThan(BOUND.multipliedBy(2));
        assertThat(remote.propagation().percentile(0.5)).isPositive();
        redis.kill();
        soon().until(() -> !remote.isNearTrusted());
        assertThat(remote.coherenceLag()).isGreaterThan(BOUND);
        redis.start();
        soon().until(remote::isNearTrusted);
        assertThat(remote.coherenceLag()).isLessThan(BOUND.multipliedBy(2));
    }

    /** A change is journalled faster than one is told to Redis: more of them must not come in the meantime. */
    @Test
    void journal_isDrained_howeverManyTenantsAreChangedMeanwhile() throws Exception {
        List<Tenant> tenants =
                IntStream.range(0, 1_000).mapToObj(i -> Tenant.of("t" + i)).toList();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        Thread caller = new Thread(() -> {
            for (int i = 0; goesOn.get(); i++) {
                TenantContext.run(tenants.get(i % tenants.size()), () -> cache.put("k", "v"));
            }
        });
        redis.kill();
        caller.start();
        soon().until(() -> remote.health().journalled() == tenants.size());
        redis.start();
        try {
            soon().until(() -> remote.health().isInUse());
        } finally {
            goesOn.set(false);
            caller.join();
        }
    }

    @Test
    void log_aDrainOfSeveralSteps() {
        try (StateLines log = StateLines.heard()) {
            redis.kill();
            for (int i = 0; i < 20; i++) {
                TenantContext.run(Tenant.of("tenant " + i), () -> cache.put("k", "v"));
            }
            assertThat(remote.health().journalled()).isPositive();
            redis.start();
            soon().untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("The journal is being drained: Redis is told of "))
                    .anyMatch(line -> line.startsWith("The journal is drained")));
        }
    }

    @Test
    void log_aFewLinesForAnOutageUnderLoad() throws Exception {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicLong operations = new AtomicLong();
        ExecutorService callers = Executors.newFixedThreadPool(3);
        try (StateLines log = StateLines.heard()) {
            for (int caller = 0; caller < 3; caller++) {
                callers.execute(() -> TenantContext.run(ACME, () -> {
                    while (goesOn.get()) {
                        String key = "k" + operations.incrementAndGet() % 100;
                        cache.getOrLoad(key, loaded -> "v");
                        cache.put(key, "w");
                    }
                }));
            }
            redis.kill();
            soon().until(() -> breaker() != RemoteHealth.State.CLOSED && !remote.isNearTrusted());
            assertThat(remote.health().journalled()).isPositive();
            long before = operations.get();
            soon().until(() -> operations.get() > before + 1_000);
            redis.start();
            soon().until(() -> remote.health().isInUse() && remote.isNearTrusted());
            goesOn.set(false);
            callers.shutdown();
            soon().until(callers::isTerminated);
            soon().untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("The remote tier is away"))
                    .anyMatch(line -> line.startsWith("The remote tier answers again"))
                    .anyMatch(line -> line.startsWith("Nothing is heard of the other nodes"))
                    .anyMatch(line -> line.startsWith("The other nodes are heard again"))
                    .anyMatch(line -> line.startsWith("The journal is drained")));
            List<String> lines = log.lines();
            assertThat(operations).hasValueGreaterThan(1_000);
            assertThat(lines)
                    .as("%d operations", operations.get())
                    .hasSizeLessThanOrEqualTo(14)
                    .noneMatch(line -> line.contains("acme") || line.contains("k1"));
        } finally {
            goesOn.set(false);
            callers.shutdownNow();
        }
    }
}
