package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodePair;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.api.RBucket;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** The contract over a real Redis, and what two nodes see of each other. */
class TieredInvalidationTest extends InvalidationContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @RegisterExtension
    private final NodePair nodes = new NodePair(config(), () -> tenant);

    /** With a bound that is never reached: only what is told in time helps. */
    private static TenantCacheConfig config() {
        return Configs.patient(redis.address())
                .redis(settings -> settings.coherenceBound(Duration.ofMinutes(1)))
                .tenancy(Tenancy.PER_TENANT)
                .cache("shared", cache -> cache.tenancy(Tenancy.SHARED))
                .build();
    }

    @Override
    TenantCacheManager manager() {
        return nodes.here();
    }

    private TenantCache<String, String> there() {
        return nodes.there().getOrCreateCache("c");
    }

    private static Tier tierOf(Runnable read) {
        try (CacheTrace trace = CacheTrace.start()) {
            read.run();
            return trace.answeredBy().orElseThrow();
        }
    }

    private static final Map<Invalidation, Boolean> OUTDATES_THE_BYSTANDER = Map.of(
            Invalidation.ofKey("c", "k"), false,
            Invalidation.ofTag("c", "t"), false,
            Invalidation.ofCaches(List.of("c")), true,
            Invalidation.ofTenant(), true);

    @Test
    void everyKind_reachesTheOtherNodesMemory() {
        OUTDATES_THE_BYSTANDER.forEach((invalidation, outdatesTheBystander) -> {
            cache().put("bystander", "kept", EntryOptions.tagged("u"));
            cache().put("k", "older");
            assertThat(there().get("k")).isEqualTo("older");
            cache().put("k", "old", EntryOptions.tagged("t"));
            // Messages come in order: with one of these, that of the bystander was heard.
            await().atMost(PATIENCE).until(() -> "old".equals(there().get("k")));
            assertThat(there().get("bystander")).isEqualTo("kept");
            await().atMost(PATIENCE).until(() -> tierOf(() -> there().get("k")) == Tier.NEAR);
            nodes.here().invalidate(invalidation);
            assertThat(cache().get("k")).as("%s", invalidation).isNull();
            await().atMost(PATIENCE).until(() -> there().get("k") == null);
            if (outdatesTheBystander) {
                assertThat(there().get("bystander")).isNull();
            } else {
                assertThat(tierOf(() -> there().get("bystander")))
                        .as("%s", invalidation)
                        .isEqualTo(Tier.NEAR);
            }
        });
    }

    @Test
    void allKinds_areOneScriptAndOneMessage() {
        cache().put("k", "v", EntryOptions.tagged("t"));
        nodes.here().getOrCreateCache("other");
        Queue<String> told = new ConcurrentLinkedQueue<>();
        nodes.client()
                .getTopic("tenantcache!invalidations", StringCodec.INSTANCE)
                .addListener(String.class, (name, text) -> {
                    if (text.startsWith("1 change ")) {
                        told.add(text);
                    }
                });
        Invalidation all = Invalidation.ofKey("c", "k")
                .and(Invalidation.ofTag("c", "a b"))
                .andCaches(List.of("other"))
                .and(Invalidation.ofTenant());
        RedisStatistics before = redis.statistics();
        nodes.here().invalidate(all);
        Map<String, Long> calls = redis.statistics().callsSince(before);
        assertThat(calls.getOrDefault("evalsha", 0L)).isLessThanOrEqualTo(1);
        assertThat(calls.get("publish")).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> told.stream().anyMatch(text -> text.endsWith(" c:k c#a%20b other *")));
    }

    @Test
    void fence_tagInvalidatedByAnotherNode_duringALoad() throws Exception {
        Held held = new Held();
        Future<String> old =
                inBackground(() -> cache().getOrLoad("k", key -> held.load("old"), value -> EntryOptions.tagged("t")));
        held.begun.await();
        nodes.there().invalidate(Invalidation.ofTag("c", "t"));
        Future<String> waiting =
                inBackground(() -> there().getOrLoad("k", key -> "new", value -> EntryOptions.tagged("t")));
        awaitWaiter();
        held.end.countDown();
        assertThat(old.get(10, TimeUnit.SECONDS)).isEqualTo("old");
        // At once: the lease would have lasted for longer.
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(there().get("k")).isEqualTo("new");
        await().atMost(PATIENCE).until(() -> "new".equals(cache().get("k")));
    }

    @Test
    void fence_whatIsRefused_isNotInRedis() {
        cache().getOrLoad(
                        "k",
                        key -> {
                            nodes.there().invalidate(Invalidation.ofTag("c", "t"));
                            return "old";
                        },
                        value -> EntryOptions.tagged("t"));
        assertThat(nodes.client().getKeys().countExists("{acme}:c:k:v1", "{acme}:c:k:v1!lease"))
                .isZero();
        cache().getOrLoad("k", key -> "new", value -> EntryOptions.tagged("t"));
        assertThat(nodes.client().getKeys().countExists("{acme}:c:k:v1")).isEqualTo(1);
    }

    private void awaitWaiter() {
        await().atMost(PATIENCE).until(() -> {
            byte[] lease = nodes.client()
                    .<byte[]>getBucket("{acme}:c:k:v1!lease", ByteArrayCodec.INSTANCE)
                    .get();
            return lease != null && lease[0] == '1';
        });
    }

    @Test
    void tenant_cacheThatIsNotOpenHere_isOutdatedToo() {
        TenantCache<String, String> unknownHere = nodes.there().getOrCreateCache("unknown-here");
        unknownHere.put("k", "v");
        nodes.here().invalidate(Invalidation.ofTenant());
        await().atMost(PATIENCE).until(() -> unknownHere.get("k") == null);
        try (TenantCacheManager fresh = nodes.another()) {
            assertThat(fresh.getOrCreateCache("unknown-here").get("k")).isNull();
        }
    }

    /** Where Redis decides, even tags whose stripes are the same in memory are told apart. */
    @Test
    void tag_whateverCharactersItHolds_isItself() {
        List<String> tags = List.of(
                "c",
                "c:k",
                "c#t",
                "t",
                "!tenant",
                "!generation",
                "!position",
                "!retention",
                "*",
                "#",
                ":",
                "a b",
                "1 change",
                "%21tenant",
                "\u0000x",
                "\nx",
                "\u00e9",
                "e\u0301",
                "\ud83d\ude00",
                "\ud83d",
                "x".repeat(200));
        for (String tag : tags) {
            cache().put("k" + tag, "v", EntryOptions.tagged(tag));
        }
        cache().put("untagged", "v");
        for (int i = 0; i < tags.size(); i++) {
            invalidateTag(tags.get(i));
            for (int j = 0; j < tags.size(); j++) {
                String expected = j <= i ? null : "v";
                assertThat(cache().getOrLoad("k" + tags.get(j), key -> null))
                        .as("%d of %d", j, i)
                        .isEqualTo(expected);
            }
        }
        assertThat(cache().get("untagged")).isEqualTo("v");
    }

    /** Whatever stands where an envelope has its tags: the scripts find no live entry, and fail nobody. */
    @Test
    void hostileTags_areAMissAndCanBeReplaced() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        cache().put("k", "v", EntryOptions.tagged("a", "bc"));
        RBucket<byte[]> bucket = nodes.client().getBucket("{acme}:c:k:v1", ByteArrayCodec.INSTANCE);
        byte[] envelope = bucket.get();
        assertThat(there().getAndPut("other", "v")).isNull();
        long failures = redis.statistics().failuresOf("evalsha");
        for (int i = 0; i < 1_000; i++) {
            byte[] hostile = envelope.clone();
            if (i < 3 * 256) {
                hostile[26 + i / 256] = (byte) i;
            }
            for (int more = random.nextInt(3); more > 0; more--) {
                hostile[26 + random.nextInt(hostile.length - 26)] = (byte) random.nextInt();
            }
            if (random.nextInt(3) == 0) {
                hostile = Arrays.copyOf(hostile, 26 + random.nextInt(hostile.length - 26));
            }
            bucket.set(hostile);
            if (!Arrays.equals(hostile, envelope)) {
                assertThat(there().get("k")).as("seed %d, round %d", seed, i).isNull();
            }
        }
        there().put("k", "w", EntryOptions.tagged("t"));
        assertThat(there().get("k")).isEqualTo("w");
        assertThat(redis.statistics().failuresOf("evalsha")).isEqualTo(failures);
    }
}
