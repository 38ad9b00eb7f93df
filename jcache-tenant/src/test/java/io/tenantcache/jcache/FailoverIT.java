package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import io.tenantcache.config.RedisConfigBuilder;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.RedisCluster;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisSentinels;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The master dies as in a power failure, under load, and a replica takes its place. */
class FailoverIT {

    private static final System.Logger LOG = System.getLogger(FailoverIT.class.getName());
    private static final Duration OPERATION_TIMEOUT = Duration.ofMillis(500);
    /** An operation asks Redis twice at the most; the rest is for a machine under load. */
    private static final Duration LONGEST = OPERATION_TIMEOUT.multipliedBy(2).plusSeconds(2);
    /** From the death of the master on; the servers of the test take a second to notice it. */
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(30);

    private static final int THREADS = 8;
    private static final List<Tenant> TENANTS =
            IntStream.range(0, 24).mapToObj(i -> Tenant.of("tenant-" + i)).toList();

    private final AtomicInteger probes = new AtomicInteger();

    @Test
    void sentinel() {
        try (RedisSentinels redis = RedisSentinels.started()) {
            Consumer<RedisConfigBuilder> servers = settings -> settings.sentinels(
                    RedisSentinels.MASTER_NAME, redis.addresses().toArray(URI[]::new));
            failOver("Sentinel", servers, List.of(redis.master()), redis.master());
        }
    }

    @Test
    void cluster() {
        try (RedisCluster redis = RedisCluster.started()) {
            Consumer<RedisConfigBuilder> servers =
                    settings -> settings.cluster(redis.addresses().toArray(URI[]::new));
            // The one through which the nodes hear each other.
            failOver("Cluster", servers, redis.masters(), redis.masterOf("tenantcache!invalidations"));
        }
    }

    @SuppressWarnings("try") // ended before its findings are looked at
    private void failOver(
            String name, Consumer<RedisConfigBuilder> servers, List<RedisProcess> masters, RedisProcess victim) {
        try (TenantCacheManager one = node(servers);
                TenantCacheManager other = node(servers)) {
            List<TenantCacheManager> nodes = List.of(one, other);
            awaitRemote(nodes);
            fill(nodes);
            masters.forEach(FailoverIT::awaitReplicas);
            long seed = System.nanoTime();
            try (MixedLoad load = MixedLoad.started(nodes, TENANTS, THREADS, seed)) {
                await().until(() -> load.operations() > 2_000);
                long killed = System.nanoTime();
                victim.kill();
                for (int i = 0; i < TENANTS.size(); i++) {
                    invalidateWhileAway(nodes.get(i % 2), TENANTS.get(i));
                }
                awaitRemote(nodes);
                Duration outage = Duration.ofNanos(System.nanoTime() - killed);
                awaitGone(nodes);
                Duration applied = Duration.ofNanos(System.nanoTime() - killed);
                LOG.log(
                        Level.INFO,
                        "{0}: remote tier used again after {1}, invalidations seen after {2}; {3} operations, longest {4}",
                        name,
                        outage,
                        applied,
                        load.operations(),
                        load.longest());
                assertThat(outage).isLessThan(LONGEST_OUTAGE);
                load.close();
                awaitHearing(nodes);
                assertThat(load.failures()).as("seed %d", seed).isEmpty();
                assertThat(load.longest()).as("seed %d", seed).isLessThan(LONGEST);
            }
        }
    }

    private static TenantCacheManager node(Consumer<RedisConfigBuilder> servers) {
        TenantCacheConfig config = TenantCacheConfig.builder()
                .tenancy(Tenancy.PER_TENANT)
                .redis(redis -> {
                    servers.accept(redis);
                    redis.timeout(OPERATION_TIMEOUT);
                })
                .build();
        return new TenantCachingProvider()
                .open(URI.create("failover"), FailoverIT.class.getClassLoader(), config, Optional::empty);
    }

    /** Each node has each tenant's entry near, and Redis has it too. */
    private static void fill(List<TenantCacheManager> nodes) {
        for (Tenant tenant : TENANTS) {
            as(tenant, () -> entries(nodes.get(0)).put("k", "old"));
            await().untilAsserted(() -> as(tenant, () -> {
                try (CacheTrace trace = CacheTrace.start()) {
                    assertThat(entries(nodes.get(1)).get("k")).isEqualTo("old");
                    assertThat(trace.answeredBy()).contains(Tier.NEAR);
                }
            }));
        }
    }

    /** What one node changes after the failover, the other hears of: its near entry goes. */
    private static void awaitHearing(List<TenantCacheManager> nodes) {
        fill(nodes);
        for (Tenant tenant : TENANTS) {
            as(tenant, () -> entries(nodes.get(0)).put("k", "new"));
            await().untilAsserted(() ->
                    as(tenant, () -> assertThat(entries(nodes.get(1)).get("k")).isEqualTo("new")));
        }
    }

    private static void awaitReplicas(RedisProcess master) {
        await().atMost(LONGEST_OUTAGE).until(() -> {
            String info = master.tell("INFO replication");
            String offset = info.replaceAll("(?s).*master_repl_offset:(\\d+).*", "$1");
            return info.contains("state=online,offset=" + offset + ",");
        });
    }

    private static void invalidateWhileAway(TenantCacheManager node, Tenant tenant) {
        as(tenant, () -> node.invalidate(Invalidation.ofKey("entries", "k")));
    }

    private static TenantCache<String, String> entries(TenantCacheManager node) {
        return node.getOrCreateCache("entries");
    }

    /** For each tenant, what one node puts the other gets. */
    private void awaitRemote(List<TenantCacheManager> nodes) {
        awaitSoon("the remote tier is used", () -> {
            String key = "probe-" + probes.incrementAndGet();
            for (Tenant tenant : TENANTS) {
                TenantContext.run(tenant, () -> entries(nodes.get(0)).put(key, "v"));
                if (get(nodes.get(1), tenant, key) == null) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void awaitGone(List<TenantCacheManager> nodes) {
        awaitSoon("what was invalidated is gone", () -> {
            for (Tenant tenant : TENANTS) {
                if (get(nodes.get(0), tenant, "k") != null || get(nodes.get(1), tenant, "k") != null) {
                    return false;
                }
            }
            return true;
        });
    }

    private static @Nullable String get(TenantCacheManager node, Tenant tenant, String key) throws Exception {
        return TenantContext.call(tenant, () -> entries(node).get(key));
    }

    private static void awaitSoon(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(LONGEST_OUTAGE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
