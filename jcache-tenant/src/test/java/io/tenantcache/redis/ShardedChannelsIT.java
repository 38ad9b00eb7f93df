package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.RemoteStatistics;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.RedisCluster;
import io.tenantcache.testing.RedisProcess;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.api.RedissonClient;

/** What a Redis Cluster of three masters with a replica each carries of changes, and what nodes hear of them. */
class ShardedChannelsIT {

    private static final System.Logger LOG = System.getLogger(ShardedChannelsIT.class.getName());
    private static final RedisNames NAMES = new RedisNames("");
    private static final Lanes LANES = new Lanes(NAMES, Topology.CLUSTER);
    private static final int CHANGES = 2_000;
    private static final List<Tenant> TENANTS =
            IntStream.range(0, 200).mapToObj(i -> Tenant.of("tenant-" + i)).toList();

    /** The ACL user of the one node: what it may hear is changed. */
    private static final String USER = "one";

    private static final String ALL_CHANNELS = "allchannels";
    private static final String ORDINARY_ALONE = "resetchannels &" + NAMES.channel();

    /** The bound, and a machine under load. */
    private static final Duration BOUND = Duration.ofSeconds(2 + 2);

    private static RedisCluster redis;
    private TenantCacheManager one;
    private TenantCacheManager other;

    @BeforeAll
    static void start() {
        redis = RedisCluster.started();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        allow(ALL_CHANNELS);
        one = node(USER);
        other = node(null);
        awaitSharded();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static void allow(String channels) {
        redis.nodes().forEach(node -> node.ask("ACL SETUSER " + USER + " on nopass ~* +@all " + channels));
    }

    private static TenantCacheManager node(@Nullable String user) {
        TenantCacheConfig config = TenantCacheConfig.builder()
                .tenancy(Tenancy.PER_TENANT)
                .redis(settings -> {
                    settings.cluster(redis.addresses()
                                    .toArray(URI[]::new)) // On a machine under load: what times out opens the breaker.
                            .timeout(Duration.ofSeconds(5))
                            .readBudget(Duration.ofSeconds(5));
                    if (user != null) {
                        settings.credentials(user, "any");
                    }
                })
                .build();
        return new TenantCachingProvider()
                .open(URI.create("sharded"), ShardedChannelsIT.class.getClassLoader(), config, Optional::empty);
    }

    /** Each message counts once for each server of the cluster that it is handed on to. */
    private static long sent(String statistic) {
        return redis.nodes().stream().mapToLong(counted(statistic)).sum();
    }

    private static ToLongFunction<RedisProcess> counted(String statistic) {
        return node -> node.ask("CLUSTER INFO")
                .lines()
                .filter(line -> line.startsWith("cluster_stats_messages_" + statistic + "_sent:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    /** So many more messages as a change has. */
    private double perChange(String statistic, Runnable nowAndThen) {
        long before = sent(statistic);
        for (int i = 0; i < CHANGES; i++) {
            if (i % 50 == 0) {
                nowAndThen.run();
            }
            put(one, TENANTS.get(i % TENANTS.size()), "v" + i);
        }
        return (double) (sent(statistic) - before) / CHANGES;
    }

    private void awaitSharded() {
        soon().until(() -> perPut("publish") < 2);
    }

    private void awaitOrdinary() {
        soon().until(() -> perPut("publish") > 4);
    }

    /** The same of a few, beats included. */
    private double perPut(String statistic) {
        long before = sent(statistic);
        TENANTS.forEach(tenant -> put(one, tenant, "v"));
        return (double) (sent(statistic) - before) / TENANTS.size();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500));
    }

    @Test
    void change_staysWithinItsShard() {
        double everywhere = perChange("publish", () -> {});
        double within = perChange("publishshard", () -> {});
        LOG.log(
                Level.INFO,
                "Sharded: messages of the cluster for a change: {0} to all, {1} to a shard",
                everywhere,
                within);
        assertThat(everywhere).isLessThan(1);
        assertThat(within).isBetween(0.9, 1.5);
        assertHearing();
    }

    /** Its beats are those of a node that knows of no sharded channels: it hears of all that changes, and is gone some time after the last. */
    @Test
    void nodeOfAnOlderRelease_isToldOnTheOrdinaryChannel() {
        soon().pollInterval(Duration.ofMillis(200)).until(() -> {
            beatOfAnOlderRelease();
            return perPut("publish") > 4;
        });
        double everywhere = perChange("publish", ShardedChannelsIT::beatOfAnOlderRelease);
        LOG.log(Level.INFO, "Ordinary: messages of the cluster for a change: {0} to all", everywhere);
        assertThat(everywhere).isGreaterThan(4.9);
        assertHearing();
        awaitSharded();
    }

    private static void beatOfAnOlderRelease() {
        redis.masters().get(0).ask("PUBLISH " + NAMES.channel() + " \"1 beat older 1\"");
    }

    @Test
    void nodeThatMayNotHearThem_isToldOnTheOrdinaryChannel() {
        one.close();
        allow(ORDINARY_ALONE);
        one = node(USER);
        awaitOrdinary();
        assertHearing();
        // What it may hear from now on it will.
        allow(ALL_CHANNELS);
        awaitSharded();
        assertHearing();
    }

    /** The ordinary channel is well; what is told on the sharded ones is not heard. */
    @Test
    void deafToShardedChannels_nothingIsServedFromMemory() {
        assertHearing();
        allow(ORDINARY_ALONE);
        await().atMost(BOUND).until(() -> !remote(one).isNearTrusted());
        assertThat(remote(other).isNearTrusted()).isTrue();
        for (Tenant tenant : TENANTS.subList(0, 20)) {
            put(other, tenant, "unheard");
            assertThat(get(one, tenant)).isEqualTo("unheard");
            assertThat(tierOf(one, tenant)).isEqualTo(Tier.REMOTE);
        }
        allow(ALL_CHANNELS);
        soon().until(() -> remote(one).isNearTrusted());
        assertHearing();
    }

    /** The sharded channels are well; what is told on the ordinary one is not heard. */
    @Test
    void deafToTheOrdinaryChannel_nothingIsServedFromMemory() {
        assertHearing();
        allow("resetchannels &" + NAMES.channel("*"));
        await().atMost(BOUND).until(() -> !remote(one).isNearTrusted());
        allow(ALL_CHANNELS);
        assertHearing();
    }

    @ParameterizedTest
    @EnumSource
    void shardedChannelIsOfNoUse_isToldOnTheOrdinaryOne(Useless channel) {
        RedissonClient client = other.unwrap(RedissonClient.class);
        List<Object> keys = List.of(NAMES.scopes(TENANTS.get(0)));
        String named = channel == Useless.HEARS_NOBODY
                ? "{" + TENANTS.get(0).id() + "}nobody"
                : LANES.channel((LANES.of(TENANTS.get(0)) + Lanes.OF_CLUSTER / 2) % Lanes.OF_CLUSTER);
        Object[] arguments = Stream.of(
                        "900000",
                        "1",
                        NAMES.channel() + " " + named,
                        "node",
                        TENANTS.get(0).id(),
                        "0",
                        "1",
                        "c",
                        "c")
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toArray();
        long before = sent("publish");
        for (int i = 0; i < TENANTS.size(); i++) {
            RedisConnection.send(client, Script.INVALIDATE, keys, arguments).join();
        }
        assertThat(sent("publish") - before).isGreaterThanOrEqualTo(5L * TENANTS.size());
    }

    /** Why a script cannot tell on it. */
    enum Useless {
        HEARS_NOBODY,
        IS_ELSEWHERE
    }

    @Test
    void channelMoves_whileChanging_nothingOutdatedIsServedPastTheBound() {
        int lane = LANES.of(TENANTS.get(0));
        String channel = LANES.channel(lane);
        int slot = HashSlot.of(channel);
        RedisProcess from = redis.masterOf(channel);
        RedisProcess to = redis.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        try (CoherenceWatch watch = CoherenceWatch.started(one, other, TENANTS, BOUND)) {
            watch.awaitChecks(1_000);
            redis.beginMove(slot, from, to);
            watch.awaitChecks(500);
            redis.endMove(slot, from, to);
            watch.awaitChecks(1_000);
            soon().until(() -> isWell(one) && isWell(other));
            watch.awaitChecks(1_000);
            // And back.
            redis.beginMove(slot, to, from);
            redis.endMove(slot, to, from);
            watch.awaitChecks(1_000);
        }
        awaitSharded();
        assertHearing();
    }

    @Test
    void tenantMoves_whileChanging_nothingOutdatedIsServedPastTheBound() {
        Tenant tenant = TENANTS.get(0);
        String key = NAMES.scopes(tenant);
        int slot = HashSlot.of(key);
        RedisProcess from = redis.masterOf(key);
        RedisProcess to = redis.masters().stream()
                .filter(master -> master != from)
                .findFirst()
                .orElseThrow();
        String pattern = "{" + tenant.id() + "}*";
        try (CoherenceWatch watch = CoherenceWatch.started(one, other, List.of(tenant), BOUND)) {
            watch.awaitChecks(500);
            // Scripts are refused meanwhile some of whose keys are there and some are not.
            redis.beginMove(slot, from, to);
            watch.awaitCalls(100);
            redis.moveKeys(pattern, from, to);
            watch.awaitCalls(500);
            redis.moveKeys(pattern, from, to);
            redis.endMove(slot, from, to);
            watch.awaitChecks(500);
        }
        assertHearing();
        redis.beginMove(slot, to, from);
        redis.moveKeys(pattern, to, from);
        redis.endMove(slot, to, from);
    }

    @Test
    void masterDies_whileChanging_nothingOutdatedIsServedPastTheBound() {
        RedisProcess victim = redis.masterOf(LANES.channel(LANES.of(TENANTS.get(0))));
        RedisProcess heir = redis.replicaOf(victim);
        try (CoherenceWatch watch = CoherenceWatch.started(one, other, TENANTS, BOUND)) {
            watch.awaitChecks(1_000);
            victim.kill();
            redis.awaitMaster(heir);
            watch.awaitChecks(1_000);
            soon().until(() -> isWell(one) && isWell(other));
            redis.rejoin(victim, heir);
            watch.awaitChecks(1_000);
        }
        awaitSharded();
        assertHearing();
    }

    private static boolean isWell(TenantCacheManager node) {
        return remote(node).health().isInUse() && remote(node).isNearTrusted();
    }

    private static RemoteStatistics remote(TenantCacheManager node) {
        return node.statistics().remote().orElseThrow();
    }

    /** What one node changes the other one hears of, of all tenants: its memory is used, and changed. */
    private void assertHearing() {
        soon().until(() -> isWell(one) && isWell(other));
        for (String value : List.of("a", "b")) {
            TENANTS.forEach(tenant -> put(one, tenant, value));
            for (Tenant tenant : TENANTS) {
                soon().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
                    if (get(other, tenant) == null) {
                        // It was put while the remote tier was away, and is loaded from nowhere.
                        put(one, tenant, value);
                    }
                    assertThat(get(other, tenant)).isEqualTo(value);
                    assertThat(tierOf(other, tenant)).isEqualTo(Tier.NEAR);
                });
            }
        }
    }

    private static @Nullable Tier tierOf(TenantCacheManager node, Tenant tenant) {
        try (CacheTrace trace = CacheTrace.start()) {
            get(node, tenant);
            return trace.answeredBy().orElse(null);
        }
    }

    private static TenantCache<String, String> entries(TenantCacheManager node) {
        return node.getOrCreateCache("entries");
    }

    private static void put(TenantCacheManager node, Tenant tenant, String value) {
        TenantContext.run(tenant, () -> entries(node).put("k", value));
    }

    private static @Nullable String get(TenantCacheManager node, Tenant tenant) {
        AtomicReference<@Nullable String> value = new AtomicReference<>();
        TenantContext.run(tenant, () -> value.set(entries(node).get("k")));
        return value.get();
    }
}
