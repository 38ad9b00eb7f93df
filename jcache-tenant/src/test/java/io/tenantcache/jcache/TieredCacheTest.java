package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.NodePair;
import io.tenantcache.testing.Person;
import io.tenantcache.testing.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/** The contract over a real Redis, and what two nodes see of each other. */
class TieredCacheTest extends CacheContract {

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @RegisterExtension
    private final NodePair nodes = new NodePair(config(redis));

    private static TenantCacheConfig config(RedisProcess redis) {
        return Configs.of(redis.address(), Person.class.getName());
    }

    @Override
    TenantCacheManager manager() {
        return nodes.here();
    }

    @Test
    void read_fromTheFarthestTierThatMust() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            assertThat(tierOf(() -> here.getOrLoad("k", key -> "v"))).isEqualTo(Tier.SOURCE);
            assertThat(tierOf(() -> here.getOrLoad("k", key -> "v"))).isEqualTo(Tier.NEAR);
            assertThat(tierOf(() -> there.getOrLoad("k", key -> "w"))).isEqualTo(Tier.REMOTE);
            assertThat(tierOf(() -> there.get("k"))).isEqualTo(Tier.NEAR);
            assertThat(there.get("k")).isEqualTo("v");
        });
    }

    private static Tier tierOf(Task read) throws Exception {
        try (CacheTrace trace = CacheTrace.start()) {
            read.run();
            return trace.answeredBy().orElseThrow();
        }
    }

    @Test
    void otherNode_seesPutRemoveAndInvalidation() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("k", "1");
            assertThat(there.get("k")).isEqualTo("1");
            here.put("k", "2");
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("k")).isEqualTo("2")));
            here.remove("k");
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("k")).isNull()));
            here.put("k", "3");
            assertThat(there.get("k")).isEqualTo("3");
            here.clear();
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("k")).isNull()));
            here.put("k", "4");
            assertThat(there.get("k")).isEqualTo("4");
            nodes.here().invalidate(Invalidation.ofKey("c", "k").andCaches(List.of("unknown-there")));
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("k")).isNull()));
        });
    }

    @Test
    void otherNode_longAndTypedKeys_onlyThatKeyIsDropped() {
        TenantCache<Object, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<Object, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("bystander", "b");
            assertThat(there.get("bystander")).isEqualTo("b");
            // Messages come in order: once the second of these is heard, so is that of the bystander.
            here.put("last", "1");
            assertThat(there.get("last")).isEqualTo("1");
            here.put("last", "2");
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(there.get("last")).isEqualTo("2")));
        });
        for (Object key :
                List.<Object>of("k".repeat(2_000), 42, 42L, new Person("Ann", List.of("a")), List.of(1, "x"))) {
            as(ACME, () -> {
                here.put(key, "1");
                assertThat(there.get(key)).isEqualTo("1");
                assertThat(there.get("bystander")).isEqualTo("b");
                here.put(key, "2");
                await().untilAsserted(
                                () -> as(ACME, () -> assertThat(there.get(key)).isEqualTo("2")));
                assertThat(tierOf(() -> there.get("bystander"))).isEqualTo(Tier.NEAR);
            });
        }
    }

    @Test
    void fill_loadBeganBeforeAnotherNodesInvalidation_isRefused() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        for (Task change : List.<Task>of(there::clear, () -> there.remove("k"), () -> there.put("k", "new"))) {
            as(ACME, () -> {
                here.getOrLoad("k", key -> {
                    change.run();
                    return "old";
                });
                assertThat(there.get("k")).isNotEqualTo("old");
                assertThat(nodes.client().getKeys().countExists("{acme}:c:k:v1"))
                        .isEqualTo(there.get("k") == null ? 0 : 1);
                here.clear();
            });
        }
    }

    @Test
    void bookkeepingLost_onlyMisses() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("k", "old");
            assertThat(nodes.client().getKeys().delete("{acme}!scopes")).isEqualTo(1);
            assertThat(there.get("k")).isNull();
            here.put("k", "new");
            assertThat(there.get("k")).isEqualTo("new");
            here.getOrLoad("loading", key -> {
                nodes.client().getKeys().delete("{acme}!scopes");
                return "began before";
            });
            assertThat(there.get("loading")).isNull();
        });
    }

    @Test
    void bytesThatAreNoEntry_areAMiss() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TenantCache<String, Person> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, Person> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("k", new Person("Ann", List.of("a")));
            var bucket = nodes.client().<byte[]>getBucket("{acme}:c:k:v1", ByteArrayCodec.INSTANCE);
            byte[] envelope = bucket.get();
            for (int i = 0; i < 300; i++) {
                byte[] hostile =
                        i < envelope.length ? java.util.Arrays.copyOf(envelope, i) : new byte[random.nextInt(200)];
                if (i >= envelope.length) {
                    random.nextBytes(hostile);
                }
                bucket.set(hostile);
                assertThat(there.get("k")).as("seed %d, round %d", seed, i).isNull();
            }
            byte[] flipped = envelope.clone();
            flipped[flipped.length - 6] ^= 1;
            bucket.set(flipped);
            assertThat(there.get("k")).isNull();
            bucket.set(envelope);
            assertThat(there.get("k")).isEqualTo(new Person("Ann", List.of("a")));
        });
    }

    @Test
    void entry_lastsItsTimeToLiveInRedis() {
        as(ACME, () -> {
            nodes.here().getOrCreateCache("c").put("k", "v");
            long left = nodes.client().getBucket("{acme}:c:k:v1").remainTimeToLive();
            assertThat(left)
                    .isBetween(
                            Duration.ofSeconds(890).toMillis(),
                            Duration.ofSeconds(900).toMillis());
        });
    }

    @Test
    void redisKilledAndRestarted_everythingWorksAndRecovers() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("k", "before");
            redis.kill();
            AtomicInteger loads = new AtomicInteger();
            assertThat(here.get("k")).isEqualTo("before");
            assertThat(here.<RuntimeException>getOrLoad("x", key -> "v" + loads.incrementAndGet()))
                    .isEqualTo("v1");
            assertThat(here.<RuntimeException>getOrLoad("x", key -> "v" + loads.incrementAndGet()))
                    .isEqualTo("v1");
            here.put("k", "meanwhile");
            assertThat(here.get("k")).isEqualTo("meanwhile");
            here.clear();
            assertThat(here.get("k")).isNull();
            redis.start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> as(ACME, () -> {
                        here.put("k", "after");
                        assertThat(there.get("k")).isEqualTo("after");
                    }));
        });
    }

    @Test
    void redisPaused_invalidationMeanwhile_isAppliedBeforeItIsReadAgain() {
        TenantCache<String, String> here = nodes.here().getOrCreateCache("c");
        TenantCache<String, String> there = nodes.there().getOrCreateCache("c");
        as(ACME, () -> {
            here.put("k", "old");
            here.put("region", "old");
            redis.pause();
            try {
                here.put("k", "new");
                nodes.here().invalidate(Invalidation.ofCaches(List.of("c")));
                assertThat(here.get("region")).isNull();
            } finally {
                redis.resume();
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> as(ACME, () -> {
                        assertThat(here.get("region")).isNull();
                        assertThat(there.get("region")).isNull();
                        here.put("probe", "p");
                        assertThat(there.get("probe")).isEqualTo("p");
                    }));
            assertThat(there.get("k")).isNotEqualTo("old");
        });
    }

    @Test
    void redisBackWithItsData_invalidationMeanwhile_isAppliedBeforeItIsReadAgain(@TempDir Path folder) {
        try (RedisProcess own = RedisProcess.started(
                        "--appendonly", "yes", "--appendfsync", "always", "--dir", folder.toString());
                TenantCacheManager here = Managers.open(config(own));
                TenantCacheManager there = Managers.open(config(own))) {
            TenantCache<String, String> cache = here.getOrCreateCache("c");
            TenantCache<String, String> other = here.getOrCreateCache("other");
            as(ACME, () -> {
                cache.put("put", "old");
                cache.put("removed", "old");
                other.put("invalidated", "old");
            });
            own.kill();
            as(ACME, () -> {
                cache.put("put", "new");
                cache.remove("removed");
                here.invalidate(Invalidation.ofCaches(List.of("other")));
            });
            as(GLOBEX, cache::clear);
            own.start();
            as(ACME, () -> {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> as(ACME, () -> {
                            cache.put("probe", "p");
                            assertThat(there.getOrCreateCache("c").get("probe")).isEqualTo("p");
                        }));
                assertThat(there.getOrCreateCache("c").get("put")).isNotEqualTo("old");
                assertThat(there.getOrCreateCache("c").get("removed")).isNull();
                assertThat(there.getOrCreateCache("other").get("invalidated")).isNull();
            });
        }
    }

    @Test
    void redisAwayAtTheStart_connectsLater() {
        try (RedisProcess own = RedisProcess.started()) {
            own.kill();
            TenantCacheManager early = Managers.open(Configs.of(own.address()));
            try {
                TenantCache<String, String> cache = early.getOrCreateCache("c");
                as(ACME, () -> {
                    cache.put("k", "v");
                    assertThat(cache.get("k")).isEqualTo("v");
                });
                own.start();
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> as(ACME, () -> {
                            cache.put("k", "v");
                            assertThat(early.unwrap(RedissonClient.class)
                                            .getKeys()
                                            .countExists("{acme}:c:k:v1"))
                                    .isEqualTo(1);
                        }));
            } finally {
                early.close();
            }
        }
    }
}
