package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodePair;
import io.tenantcache.testing.Person;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TieredBehaviourTest extends BehaviourContract {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @RegisterExtension
    private final NodePair nodes = new NodePair(Configs.patientOf(redis.address(), Person.class.getName()));

    @Override
    TenantCacheManager manager() {
        return nodes.here();
    }

    @Test
    void nearEntry_neverOutlivesTheRemoteOne() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            for (int i = 0; i < 20; i++) {
                String key = "k" + i;
                here.put(key, "v", Duration.ofMillis(50 + 7L * i));
                there.get(key);
                while (there.getTimeToLive(key).isPresent()) {
                    Thread.onSpinWait();
                }
                assertThat(there.get(key)).isNull();
                assertThat(here.get(key)).isNull();
            }
        });
    }

    @Test
    void lifeThatIsShortened_isShorterOnTheOtherNodesToo() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("k", "v");
            assertThat(there.get("k")).isEqualTo("v");
            here.setTimeToLive("k", Duration.ofMillis(100));
            assertThat(here.get("k")).isIn("v", null);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("k")).isNull()));
            assertThat(here.get("k")).isNull();
        });
    }

    @Test
    void bounds_remoteTtlCutsAnEternalPolicy_unlessItIsUnlimited() {
        TenantCache<String, String> bounded =
                nodes.here().createCache("c", new TenantCacheConfiguration<String, String>());
        CacheConfig unlimited = CacheConfig.builder(Tenancy.PER_TENANT)
                .remoteTtl(ChronoUnit.FOREVER.getDuration())
                .nearTtl(ChronoUnit.FOREVER.getDuration())
                .nearMaxBytes(Long.MAX_VALUE)
                .nearMaxEntries(Long.MAX_VALUE)
                .build();
        TenantCache<String, String> eternal =
                nodes.here().createCache("d", new TenantCacheConfiguration<String, String>().setTiers(unlimited));
        as(ACME, () -> {
            bounded.put("k", "v");
            assertThat(bounded.getTimeToLive("k").orElseThrow())
                    .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
            bounded.setTimeToLive("k", Duration.ofSeconds(10));
            bounded.put("k", "w");
            assertThat(bounded.getTimeToLive("k").orElseThrow()).isGreaterThan(Duration.ofMinutes(14));
            eternal.put("k", "v");
            assertThat(eternal.getTimeToLive("k")).contains(ChronoUnit.FOREVER.getDuration());
            assertThat(eternal.get("k")).isEqualTo("v");
            eternal.removeAll();
            assertThat(eternal.containsKey("k")).isFalse();
        });
    }

    @Test
    void putIfAbsentThatFindsAnEntry_leavesItNear() {
        TenantCache<String, String> cache = nodes.here().getOrCreateCache("c");
        as(ACME, () -> {
            cache.put("k", "v");
            assertThat(cache.putIfAbsent("k", "w")).isFalse();
            try (CacheTrace trace = CacheTrace.start()) {
                assertThat(cache.get("k")).isEqualTo("v");
                assertThat(trace.answeredBy()).contains(Tier.NEAR);
            }
        });
    }

    @Test
    void putAndRemoteRead_oneRoundTripEach() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            // Redis learns the scripts.
            here.put("k", "v");
            there.get("k");
            RedisStatistics before = redis.statistics();
            for (int i = 0; i < 100; i++) {
                here.put("k" + i, "v");
            }
            assertThat(redis.statistics().callsSince(before)).containsEntry("evalsha", 100L);
            for (int i = 0; i < 100; i++) {
                assertThat(there.get("k" + i)).isEqualTo("v");
            }
            assertThat(redis.statistics().callsSince(before))
                    .containsEntry("evalsha", 200L)
                    .doesNotContainKey("eval");
        });
    }

    @Test
    void putAll_allAreNear() {
        TenantCache<Integer, Integer> cache = nodes.here().getOrCreateCache("c");
        Map<Integer, Integer> values = IntStream.range(0, 600).boxed().collect(Collectors.toMap(i -> i, i -> i));
        as(ACME, () -> {
            cache.putAll(values);
            try (CacheTrace trace = CacheTrace.start()) {
                assertThat(cache.getAll(values.keySet())).isEqualTo(values);
                assertThat(trace.answeredBy()).contains(Tier.NEAR);
            }
        });
    }

    @Test
    void destroyCache_onTheOtherNodesToo() {
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            nodes.here().getOrCreateCache("c").put("k", "v");
            assertThat(there.get("k")).isEqualTo("v");
            nodes.here().destroyCache("c");
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("k")).isNull()));
        });
    }
}
