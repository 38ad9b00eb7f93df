package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.NodeProcess;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** Two JVMs over one Redis. */
class TwoNodesIT {

    private static RedisProcess redis;
    private static NodeProcess first;
    private static NodeProcess second;

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        first = NodeProcess.started(redis.address());
        second = NodeProcess.started(redis.address());
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        redis.close();
    }

    @Test
    void update_isSeenByTheOther() {
        first.tell("put", "acme", "c", "k", "1");
        assertThat(second.tell("get", "acme", "c", "k")).isEqualTo("1");
        first.tell("put", "acme", "c", "k", "2");
        await().until(() -> second.tell("get", "acme", "c", "k"), "2"::equals);
        second.tell("remove", "acme", "c", "k");
        await().until(() -> first.tell("get", "acme", "c", "k"), "-"::equals);
    }

    @Test
    void invalidationOfARegion_isSeenByTheOther_forThatTenantAlone() {
        for (String tenant : new String[] {"acme", "globex"}) {
            first.tell("put", tenant, "r", "k", "1");
            assertThat(second.tell("get", tenant, "r", "k")).isEqualTo("1");
        }
        first.tell("invalidate", "acme", "r");
        assertThat(first.tell("get", "acme", "r", "k")).isEqualTo("-");
        await().until(() -> second.tell("get", "acme", "r", "k"), "-"::equals);
        assertThat(second.tell("get", "globex", "r", "k")).isEqualTo("1");
        assertThat(first.tell("get", "globex", "r", "k")).isEqualTo("1");
    }

    @Test
    void invalidationOfARegion_costsTheSameCommandsForAnyNumberOfEntries() {
        assertThat(commandsToInvalidate(100_000))
                .isEqualTo(commandsToInvalidate(10))
                .containsEntry("publish", 1L);
    }

    private static Map<String, Long> commandsToInvalidate(int entries) {
        String tenant = "t" + entries;
        TenantCacheManager manager = new TenantCachingProvider()
                .open(
                        URI.create(tenant),
                        TwoNodesIT.class.getClassLoader(),
                        Configs.patientOf(redis.address()),
                        Optional::empty);
        try {
            RedissonClient client = Managers.connected(manager).unwrap(RedissonClient.class);
            TenantCache<Integer, String> cache = manager.getOrCreateCache("sized");
            Map<Integer, String> values = new HashMap<>();
            for (int i = 0; i < entries; i++) {
                values.put(i, "v");
            }
            TenantContext.run(Tenant.of(tenant), () -> cache.putAll(values));
            assertThat(client.getKeys().count()).isGreaterThanOrEqualTo(entries);
            // The first one has Redis learn the script.
            TenantContext.run(Tenant.of("warm"), cache::clear);
            RedisStatistics before = redis.statistics();
            TenantContext.run(Tenant.of(tenant), cache::clear);
            Map<String, Long> spent = redis.statistics().callsSince(before);
            TenantContext.run(Tenant.of(tenant), () -> assertThat(cache.get(0)).isNull());
            spent.keySet().removeAll(List.of("info", "ping"));
            return spent;
        } finally {
            manager.close();
        }
    }
}
