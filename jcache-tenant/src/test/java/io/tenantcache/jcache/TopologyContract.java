package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfigLoader;
import io.tenantcache.testing.Person;
import io.tenantcache.testing.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;

/** The contract over servers that replace each other. One node finds them by our settings, the other by a file of Redisson's. */
abstract class TopologyContract extends CacheContract {

    /** So many that each master has some. */
    private static final List<Tenant> TENANTS =
            IntStream.range(0, 100).mapToObj(i -> Tenant.of("tenant-" + i)).toList();

    private TenantCacheManager manager;
    private TenantCacheManager otherNode;

    /** The settings that lead there. */
    abstract Map<String, String> settings();

    /** The same as a file of Redisson's, which asks for all that must not be granted: replicas, and long retries. */
    abstract String redissonYaml();

    abstract List<RedisProcess> masters();

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        masters().forEach(master -> assertThat(master.tell("FLUSHALL")).isEqualTo("OK"));
        Path file = Files.writeString(folder.resolve("redisson.yaml"), redissonYaml());
        manager = node(settings());
        otherNode = node(Map.of("tenantcache.redis.config-file", file.toString()));
    }

    @AfterEach
    void close() {
        manager.close();
        otherNode.close();
    }

    private static TenantCacheManager node(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tenantcache.caches.shared.tenancy", "shared");
        all.put("tenantcache.codec.allow", Person.class.getName());
        all.put("tenantcache.redis.timeout", "5s");
        all.put("tenantcache.redis.connect-timeout", "5s");
        return new TenantCachingProvider()
                .open(
                        URI.create("topology"),
                        TopologyContract.class.getClassLoader(),
                        TenantCacheConfigLoader.load(all, Tenancy.PER_TENANT),
                        Optional::empty);
    }

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    @Test
    void nodes_hearEachOther() {
        TenantCache<String, String> here = manager.getOrCreateCache("c");
        TenantCache<String, String> there = otherNode.getOrCreateCache("c");
        for (Tenant tenant : TENANTS) {
            as(tenant, () -> here.put("k", "v"));
            as(tenant, () -> assertThat(tierOf(there)).isEqualTo(Tier.REMOTE));
            // The message of the write may come after the read, and outdates what that left near.
            awaitAs(tenant, () -> assertThat(tierOf(there)).isEqualTo(Tier.NEAR));
        }
        TENANTS.forEach(tenant -> as(tenant, () -> here.put("k", "w")));
        TENANTS.forEach(
                tenant -> awaitAs(tenant, () -> assertThat(there.get("k")).isEqualTo("w")));
        TENANTS.forEach(tenant -> as(tenant, there::clear));
        TENANTS.forEach(
                tenant -> awaitAs(tenant, () -> assertThat(here.get("k")).isNull()));
    }

    private static void awaitAs(Tenant tenant, Task assertion) {
        await().untilAsserted(() -> as(tenant, assertion));
    }

    private static Tier tierOf(TenantCache<String, String> cache) {
        try (CacheTrace trace = CacheTrace.start()) {
            assertThat(cache.get("k")).isEqualTo("v");
            return trace.answeredBy().orElseThrow();
        }
    }

    @Test
    void manyTenants_lieOnAllMasters_andAreDestroyedThere() {
        TenantCache<Integer, String> here = manager.getOrCreateCache("c");
        TenantCache<Integer, String> there = otherNode.getOrCreateCache("c");
        Map<Integer, String> values = IntStream.range(0, 30).boxed().collect(Collectors.toMap(i -> i, i -> "v" + i));
        TENANTS.forEach(tenant -> as(tenant, () -> here.putAll(values)));
        assertThat(masters())
                .allSatisfy(master ->
                        assertThat(Integer.parseInt(master.tell("DBSIZE"))).isGreaterThan(values.size()));
        for (Tenant tenant : TENANTS) {
            as(tenant, () -> {
                assertThat(there.getAll(values.keySet())).isEqualTo(values);
                Map<Integer, String> found = new HashMap<>();
                for (Cache.Entry<Integer, String> entry : there) {
                    found.put(entry.getKey(), entry.getValue());
                }
                assertThat(found).isEqualTo(values);
                assertThat(there.<String>invoke(7, (entry, none) -> {
                            entry.setValue("w");
                            return entry.getKey() + "";
                        }))
                        .isEqualTo("7");
            });
        }
        manager.destroyCache("c");
        // What stays is one set of bookkeeping a tenant.
        assertThat(masters().stream()
                        .mapToInt(master -> Integer.parseInt(master.tell("DBSIZE")))
                        .sum())
                .isLessThanOrEqualTo(2 * TENANTS.size());
        TENANTS.forEach(tenant -> awaitAs(tenant, () -> assertThat(there.get(7)).isNull()));
    }

    /** What the file says of replicas and retries is overruled. */
    @Test
    void fileOfRedissons_readsFromMastersOnly_andDoesNotRetry() {
        BaseMasterSlaveServersConfig<?> used =
                serversOf(otherNode.unwrap(RedissonClient.class).getConfig());
        assertThat(used.getReadMode()).isEqualTo(ReadMode.MASTER);
        assertThat(used.getSubscriptionMode()).isEqualTo(SubscriptionMode.MASTER);
        assertThat(used.getRetryAttempts()).isZero();
        assertThat(used.getTimeout()).isEqualTo(5_000);
    }

    private static BaseMasterSlaveServersConfig<?> serversOf(Config config) {
        return config.isClusterConfig() ? config.useClusterServers() : config.useSentinelServers();
    }
}
