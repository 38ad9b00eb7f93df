package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** A write that the network delivers when its node is gone already, and with the tenant's bookkeeping the record that it came too late. */
class LateWriteTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static TenantCacheManager node(URI redis) {
        return new TenantCachingProvider()
                .open(
                        URI.create("late"),
                        LateWriteTest.class.getClassLoader(),
                        TenantCacheConfig.builder()
                                .redis(settings -> settings.address(redis)
                                        .timeout(TIMEOUT)
                                        // No read of its own is counted.
                                        .coherenceBound(Duration.ofMinutes(1)))
                                .build(),
                        Optional::empty);
    }

    @Test
    void bookkeepingLost_changesNothing() {
        try (RedisProcess redis = RedisProcess.started();
                FaultProxy network = FaultProxy.to(redis);
                TenantCacheManager other = node(redis.address())) {
            TenantCache<String, String> cache = other.getOrCreateCache("c");
            try (TenantCacheManager gone = node(network.address())) {
                TenantCache<String, String> writer = gone.getOrCreateCache("c");
                writer.put("k", "first");
                assertThat(cache.get("k")).isEqualTo("first");
                network.hold(FaultProxy.Direction.REQUESTS);
                writer.put("k", "late");
            }
            other.unwrap(RedissonClient.class).getKeys().flushall();
            cache.put("other", "v");
            assertThat(cache.get("k")).isNull();
            RedisStatistics before = redis.statistics();
            network.heal();
            await().until(() -> redis.statistics().callsSince(before).getOrDefault("evalsha", 0L) > 0);
            assertThat(cache.get("k")).isNull();
            assertThat(cache.get("other")).isEqualTo("v");
        }
    }
}
