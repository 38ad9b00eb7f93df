package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantCacheConfigBuilderTest {

    @Test
    void build_nothingSet() {
        assertThat(TenantCacheConfig.builder().build())
                .isEqualTo(TenantCacheConfigLoader.load(Map.of(), Tenancy.SHARED));
    }

    @Test
    void build_sameAsLoaded() {
        TenantCacheConfig built = TenantCacheConfig.builder()
                .cache("conversations", cache -> cache.remoteTtl(Duration.ofSeconds(30)))
                .cache("conversations", cache -> cache.schemaVersion("v2"))
                .redis(URI.create("redis://localhost:6379"))
                .redis(redis -> redis.credentials("app", "hush")
                        .timeout(Duration.ofMillis(250))
                        .keyPrefix("inbox:"))
                .tenancy(Tenancy.PER_TENANT)
                .defaults(all -> all.nearMaxEntries(5).nearMaxBytes(1024).nearTtl(Duration.ofSeconds(7)))
                .allow("com.acme.**")
                .cascade("conversations", "messages")
                .cascade("conversations", "contacts")
                .build();
        assertThat(built)
                .isEqualTo(TenantCacheConfigLoader.load(
                        Map.ofEntries(
                                Map.entry("tenantcache.caches.conversations.remote.ttl", "30s"),
                                Map.entry("tenantcache.caches.conversations.schema-version", "v2"),
                                Map.entry("tenantcache.redis.address", "redis://localhost:6379"),
                                Map.entry("tenantcache.redis.username", "app"),
                                Map.entry("tenantcache.redis.password", "hush"),
                                Map.entry("tenantcache.redis.timeout", "250ms"),
                                Map.entry("tenantcache.redis.key-prefix", "inbox:"),
                                Map.entry("tenantcache.near.max-entries", "5"),
                                Map.entry("tenantcache.near.max-bytes", "1KB"),
                                Map.entry("tenantcache.near.ttl", "7s"),
                                Map.entry("tenantcache.codec.allow", "com.acme.**"),
                                Map.entry("tenantcache.cascade.conversations", "messages,contacts")),
                        Tenancy.PER_TENANT));
    }

    @Test
    void build_collectsAllProblems() {
        TenantCacheConfigBuilder builder = TenantCacheConfig.builder()
                .redis(redis -> redis.address(URI.create("redis://anna:hush@localhost:6379"))
                        .redissonYaml(Path.of("redisson.yaml"))
                        .trustStore(Path.of("trust.p12"), null)
                        .connectTimeout(Duration.ofMinutes(1))
                        .timeout(Duration.ZERO)
                        .poolSize(0)
                        .keyPrefix("{a}"))
                .defaults(all -> all.nearMaxEntries(0).nearMaxBytes(-1).remoteTtl(Duration.ofSeconds(-1)))
                .cache(
                        "a",
                        cache -> cache.nearMaxEntries(1)
                                .nearMaxBytes(1)
                                .remoteTtl(Duration.ofSeconds(1))
                                .nearTtl(Duration.ZERO)
                                .schemaVersion(" "))
                .cache(" ", cache -> cache.nearMaxEntries(1).nearMaxBytes(1).remoteTtl(Duration.ofSeconds(1)))
                .cascade("a", "")
                .allow("not a class");
        List<Problem> problems = problemsOf(builder::build);
        assertThat(idsAndKeys(problems))
                .containsExactlyInAnyOrder(
                        "TC-003 tenantcache.near.max-entries",
                        "TC-003 tenantcache.near.max-bytes",
                        "TC-003 tenantcache.remote.ttl",
                        "TC-003 tenantcache.caches.a.near.ttl",
                        "TC-003 tenantcache.caches.a.schema-version",
                        "TC-003 tenantcache.caches. .tenancy",
                        "TC-003 tenantcache.cascade.a",
                        "TC-002 tenantcache.codec.allow",
                        "TC-006 tenantcache.redis.address",
                        "TC-004 tenantcache.redis.address",
                        "TC-004 tenantcache.redis.trust-store",
                        "TC-005 tenantcache.redis.trust-store",
                        "TC-003 tenantcache.redis.connect-timeout",
                        "TC-003 tenantcache.redis.timeout",
                        "TC-003 tenantcache.redis.pool-size",
                        "TC-003 tenantcache.redis.key-prefix");
        assertThat(problems.toString()).doesNotContain("hush", "anna");
    }

    @Test
    void build_subjectsOfLimits() {
        URI address = URI.create("redis://localhost:6379");
        assertThat(TenantCacheConfig.builder()
                        .redis(redis -> redis.address(address).plainLimitSubjects())
                        .build()
                        .redis())
                .extracting(RedisConfig::limitSubjects)
                .isEqualTo(new LimitSubjects(SubjectForm.PLAIN, null));
        assertThat(idsAndKeys(problemsOf(TenantCacheConfig.builder()
                        .redis(redis -> redis.address(address).keyedLimitSubjects("hush"))::build)))
                .containsExactly("TC-003 tenantcache.ratelimit.secret");
        assertThat(new LimitSubjects(SubjectForm.KEYED, "hush")).asString().doesNotContain("hush");
    }

    @Test
    void build_nodesOfLimits() {
        URI address = URI.create("redis://localhost:6379");
        assertThat(TenantCacheConfig.builder()
                        .redis(redis -> redis.address(address).limitNodes(4).readBudget(Duration.ofSeconds(1)))
                        .build()
                        .redis())
                .extracting(redis -> redis.outage().limitNodes())
                .isEqualTo(4);
        assertThat(idsAndKeys(problemsOf(TenantCacheConfig.builder()
                        .redis(redis -> redis.address(address).limitNodes(0))::build)))
                .containsExactly("TC-003 tenantcache.ratelimit.nodes");
    }

    @Test
    void build_redisWithoutAnAddress() {
        assertThat(idsAndKeys(problemsOf(TenantCacheConfig.builder().redis(redis -> redis.password("hush"))::build)))
                .containsExactly("TC-005 tenantcache.redis.address");
    }

    @Test
    void build_floorAboveTheCeiling() {
        assertThat(idsAndKeys(problemsOf(TenantCacheConfig.builder()
                        .cache("a", cache -> cache.nearTenantShare(new TenantShare(30, 20)))
                        .cache("b", cache -> cache.nearTenantShare(new TenantShare(20, 20)))
                        .cache("c", cache -> cache.nearTenantShare(new TenantShare(51, 101)))::build)))
                .containsExactly(
                        "TC-003 tenantcache.caches.a.near.tenant-floor",
                        "TC-003 tenantcache.caches.c.near.tenant-floor",
                        "TC-003 tenantcache.caches.c.near.tenant-ceiling");
    }

    @Test
    void construct_environmentOutOfRange() {
        CacheConfig valid = CacheConfig.defaults(Tenancy.SHARED);
        CacheConfig invalid = new CacheConfig(
                new NearConfig(0, 1, Duration.ofSeconds(1)),
                valid.remote(),
                valid.load(),
                valid.freshness(),
                Tenancy.SHARED,
                "v1",
                CodecConfig.defaults());
        EnvironmentCaches environment = new EnvironmentCaches(Map.of("STATS", invalid), Map.of());
        assertThat(idsAndKeys(problemsOf(() -> new TenantCacheConfig(
                        valid, Map.of(), null, List.of(), Map.of(), environment, MetricsConfig.defaults()))))
                .containsExactly("TC-003 TENANTCACHE_CACHES_STATS_NEAR_MAX_ENTRIES");
    }

    @Test
    void construct_copiesItsCollections() {
        List<String> others = new ArrayList<>(List.of("messages"));
        TenantCacheConfig config = new TenantCacheConfig(
                CacheConfig.defaults(Tenancy.SHARED), Map.of(), null, List.of(), Map.of("conversations", others));
        others.add("contacts");
        assertThat(config.cascade("conversations")).containsExactly("messages");
        assertThatThrownBy(() -> config.cascade("conversations").add("contacts"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void exception_withoutProblems() {
        assertThatThrownBy(() -> new InvalidConfigurationException(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
