package io.tenantcache.config;

import static io.tenantcache.config.ConfigProblems.idsAndKeys;
import static io.tenantcache.config.ConfigProblems.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantCacheConfigLoaderTest {

    @Test
    void load_nothingSet() {
        TenantCacheConfig config = load(Map.of());
        NearConfig near = new NearConfig(1000, 10 * 1024 * 1024, Duration.ofMinutes(1));
        RemoteConfig remote = new RemoteConfig(Duration.ofMinutes(15));
        assertThat(config)
                .isEqualTo(new TenantCacheConfig(
                        new CacheConfig(
                                near,
                                remote,
                                new LoadConfig(Duration.ofSeconds(10)),
                                FreshnessConfig.defaults(),
                                Tenancy.SHARED,
                                "v1",
                                CodecConfig.defaults()),
                        Map.of(),
                        null,
                        List.of(),
                        Map.of()));
        assertThat(TenantCacheConfigLoader.load(Map.of(), Tenancy.PER_TENANT)
                        .defaults()
                        .tenancy())
                .isEqualTo(Tenancy.PER_TENANT);
    }

    @Test
    void load_everythingOfRedis(@TempDir Path folder) throws Exception {
        Path trustStore = Files.createFile(folder.resolve("trust.p12"));
        RedisConfig redis = load(Map.ofEntries(
                        Map.entry("tenantcache.redis.address", "rediss://cache.example.com:6380"),
                        Map.entry("tenantcache.redis.username", "app"),
                        Map.entry("tenantcache.redis.password", " hush "),
                        Map.entry("tenantcache.redis.trust-store", trustStore.toString()),
                        Map.entry("tenantcache.redis.trust-store-password", "hush too"),
                        Map.entry("tenantcache.redis.verify-hostname", "false"),
                        Map.entry("tenantcache.redis.connect-timeout", "3s"),
                        Map.entry("tenantcache.redis.timeout", "250ms"),
                        Map.entry("tenantcache.redis.read-budget", "100ms"),
                        Map.entry(
                                "tenantcache.journal.file",
                                folder.resolve("journal").toString()),
                        Map.entry("tenantcache.journal.failover-window", "1m"),
                        Map.entry("tenantcache.redis.pool-size", "4"),
                        Map.entry("tenantcache.redis.key-prefix", "inbox:"),
                        Map.entry("tenantcache.ratelimit.subjects", "keyed"),
                        Map.entry("tenantcache.ratelimit.secret", "hush, hush, hush"),
                        Map.entry("tenantcache.ratelimit.nodes", "3"),
                        Map.entry("tenantcache.coherence.bound", "500ms")))
                .redis();
        assertThat(redis)
                .isEqualTo(new RedisConfig(
                        List.of(URI.create("rediss://cache.example.com:6380")),
                        RedisMode.SINGLE,
                        null,
                        null,
                        "app",
                        " hush ",
                        trustStore,
                        "hush too",
                        false,
                        Duration.ofSeconds(3),
                        Duration.ofMillis(250),
                        new OutageConfig(Duration.ofMillis(100), folder.resolve("journal"), Duration.ofMinutes(1), 3),
                        4,
                        "inbox:",
                        Duration.ofMillis(500),
                        new LimitSubjects(SubjectForm.KEYED, "hush, hush, hush")));
        assertThat(redis).asString().doesNotContain("hush");
    }

    @Test
    void load_redisDefaults() {
        assertThat(load(Map.of("tenantcache.redis.address", "redis://localhost:6379"))
                        .redis())
                .isEqualTo(new RedisConfig(
                        List.of(URI.create("redis://localhost:6379")),
                        RedisMode.SINGLE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        true,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        new OutageConfig(Duration.ofMillis(250), null, Duration.ofSeconds(30), null),
                        16,
                        "",
                        Duration.ofSeconds(2),
                        new LimitSubjects(SubjectForm.DIGEST, null)));
    }

    @Test
    void load_sentinels() {
        assertThat(load(Map.of(
                                "tenantcache.redis.address", "redis://one:26379, redis://two:26379",
                                "tenantcache.redis.mode", "Sentinel",
                                "tenantcache.redis.master-name", "inbox"))
                        .redis())
                .isEqualTo(TenantCacheConfig.builder()
                        .redis(redis -> redis.sentinels(
                                "inbox", URI.create("redis://one:26379"), URI.create("redis://two:26379")))
                        .build()
                        .redis());
    }

    @Test
    void load_cluster() {
        RedisConfig redis = load(Map.of(
                        "tenantcache.redis.address", "redis://one:6379,redis://two:6379",
                        "tenantcache.redis.mode", "cluster"))
                .redis();
        assertThat(redis).isNotNull().satisfies(read -> {
            assertThat(read.mode()).isEqualTo(RedisMode.CLUSTER);
            assertThat(read.addresses())
                    .containsExactly(URI.create("redis://one:6379"), URI.create("redis://two:6379"));
        });
    }

    @Test
    void load_configFile(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("redisson.yaml"));
        RedisConfig redis =
                load(Map.of("tenantcache.redis.config-file", file.toString())).redis();
        assertThat(redis).isNotNull().satisfies(read -> {
            assertThat(read.redissonYaml()).isEqualTo(file);
            assertThat(read.addresses()).isEmpty();
        });
    }

    @Test
    void load_cacheInheritsDefaults() {
        TenantCacheConfig config = load(Map.of(
                "tenantcache.near.max-entries", "5",
                "tenantcache.remote.ttl", "2h",
                "tenantcache.caches.conversations.remote.ttl", "30s",
                "tenantcache.caches.conversations.tenancy", "per-tenant",
                "tenantcache.caches.contacts.near.max-bytes", "1MB",
                "tenantcache.caches.contacts.near.ttl", "5s",
                "tenantcache.caches.contacts.schema-version", "v2"));
        CacheConfig conversations = config.cache("conversations");
        assertThat(conversations.near()).isEqualTo(config.defaults().near());
        assertThat(conversations.remote().ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(conversations.tenancy()).isEqualTo(Tenancy.PER_TENANT);
        CacheConfig contacts = config.cache("contacts");
        assertThat(contacts.near()).isEqualTo(new NearConfig(5, 1024 * 1024, Duration.ofSeconds(5)));
        assertThat(contacts.remote().ttl()).isEqualTo(Duration.ofHours(2));
        assertThat(contacts.schemaVersion()).isEqualTo("v2");
        assertThat(config.cache("other")).isEqualTo(config.defaults());
    }

    @Test
    void load_tenantShare() {
        TenantCacheConfig config = load(Map.of(
                "tenantcache.near.tenant-floor", "5%",
                "tenantcache.caches.contacts.near.tenant-ceiling", "unlimited"));
        assertThat(config.defaults().near().tenantShare()).isEqualTo(new TenantShare(5, 50));
        assertThat(config.cache("contacts").near().tenantShare()).isEqualTo(new TenantShare(5, 100));
    }

    @Test
    void load_cacheNameWithDots() {
        TenantCacheConfig config = load(Map.of(
                "tenantcache.caches.com.acme.Inbox.find(java.lang.String).near.ttl", "5s",
                "tenantcache.caches.\"a.near.ttl\".remote.ttl", "7s"));
        assertThat(config.caches()).containsOnlyKeys("com.acme.Inbox.find(java.lang.String)", "a.near.ttl");
        assertThat(config.cache("com.acme.Inbox.find(java.lang.String)").near().ttl())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(config.cache("a.near.ttl").remote().ttl()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void load_cacheNameOfAnyCharacters() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            String name = randomName(random);
            TenantCacheConfig config = load(Map.of(
                    "tenantcache.caches.\"" + name + "\".remote.ttl", "7s",
                    "tenantcache.cascade.\"" + name + "\"", "other"));
            assertThat(config.cache(name).remote().ttl())
                    .as("<%s>, seed %s", name, seed)
                    .isEqualTo(Duration.ofSeconds(7));
            assertThat(config.cascade(name)).as("<%s>, seed %s", name, seed).containsExactly("other");
        }
    }

    @Test
    void load_listsAndCascades() {
        TenantCacheConfig config = load(Map.of(
                "tenantcache.codec.allow", "com.acme.**;org.acme.Order",
                "tenantcache.cascade.conversations", "messages, contacts,dashboard-stats",
                "tenantcache.cascade.com.acme.Inbox.find", "messages"));
        assertThat(config.codecAllow()).containsExactly("com.acme.**", "org.acme.Order");
        assertThat(config.cascade("conversations")).containsExactly("messages", "contacts", "dashboard-stats");
        assertThat(config.cascade("com.acme.Inbox.find")).containsExactly("messages");
        assertThat(config.cascade("messages")).isEmpty();
    }

    @Test
    void load_precedence() {
        Properties given = new Properties(defaultsOf("tenantcache.remote.ttl", "3s"));
        given.put("tenantcache.near.ttl", "1s");
        given.put("tenantcache.near.max-entries", 7);
        TenantCacheConfig config = TenantCacheConfigLoader.of(
                        SettingSource.of(
                                "first", Map.of("tenantcache.near.ttl", "4s", "tenantcache.schema-version", "v4")),
                        SettingSource.of(
                                "second",
                                Map.of(
                                        "tenantcache.near.ttl", "5s",
                                        "tenantcache.remote.ttl", "5s",
                                        "tenantcache.schema-version", "v5",
                                        "tenantcache.near.max-bytes", "5")))
                .override("properties of the provider", given)
                .load();
        assertThat(config.defaults().near()).isEqualTo(new NearConfig(7, 5, Duration.ofSeconds(1)));
        assertThat(config.defaults().remote().ttl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.defaults().schemaVersion()).isEqualTo("v4");
    }

    @Test
    void load_precedence_quotedNameInAHigherSource() {
        TenantCacheConfig config = TenantCacheConfigLoader.of(
                        SettingSource.of("first", Map.of("tenantcache.caches.\"a\".near.ttl", "4s")),
                        SettingSource.of("second", Map.of("tenantcache.caches.a.near.ttl", "5s")))
                .load();
        assertThat(config.cache("a").near().ttl()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void load_blankUnsets() {
        TenantCacheConfig config = TenantCacheConfigLoader.of(
                        SettingSource.of("first", Map.of("tenantcache.redis.address", " ")),
                        SettingSource.of("second", Map.of("tenantcache.redis.address", "redis://localhost:6379")))
                .load();
        assertThat(config.redis()).isNull();
    }

    @Test
    void recognise_extensionSettings() {
        Setting<String> claim = Setting.text("tenantcache.tenant.claim", "tenant", "The claim.");
        Setting<Boolean> header = Setting.flag("tenantcache.tenant.header.enabled", false, "Whether.");
        TenantCacheConfigLoader loader = TenantCacheConfigLoader.of(SettingSource.of(
                        "file", Map.of("tenantcache.tenant.claim", "org", "tenantcache.tenant.header.enabled", "true")))
                .recognise(claim, header);
        assertThat(loader.load().caches()).isEmpty();
        ConfigDraft draft = loader.draft();
        assertThat(draft.value(claim)).contains("org");
        assertThat(draft.value(header)).contains(true);
        assertThat(draft.isSet(header)).isTrue();
        assertThat(draft.problems()).isEmpty();
        ConfigDraft nothing = TenantCacheConfigLoader.of().draft();
        assertThat(nothing.isSet(claim)).isFalse();
        assertThat(nothing.value(claim)).contains("tenant");
        assertThat(nothing.value(Setting.text("tenantcache.tenant.header", null, "The header.")))
                .isEmpty();
    }

    @Test
    void recognise_malformedExtensionSetting() {
        Setting<Boolean> header = Setting.flag("tenantcache.tenant.header.enabled", false, "Whether.");
        TenantCacheConfigLoader loader = TenantCacheConfigLoader.of(SettingSource.of(
                        "file", Map.of("tenantcache.tenant.header.enabled", "yes", "tenantcache.near.ttl", "0s")))
                .recognise(header);
        assertThat(idsAndKeys(problemsOf(loader::load)))
                .containsExactlyInAnyOrder("TC-002 tenantcache.tenant.header.enabled", "TC-003 tenantcache.near.ttl");
        ConfigDraft draft = loader.draft();
        assertThat(draft.value(header)).contains(false);
        assertThat(draft.isSet(header)).isTrue();
        assertThat(draft.isWrong(header)).isTrue();
        assertThat(draft.isCodecAllowWrong()).isFalse();
        assertThat(idsAndKeys(draft.problems()))
                .containsExactlyInAnyOrder("TC-002 tenantcache.tenant.header.enabled", "TC-003 tenantcache.near.ttl");
    }

    @Test
    void recognise_extensionSettingsByName() {
        Setting<Long> limit = Setting.number("tenantcache.limit.<name>.calls", "7", 1, 9, "How many.");
        Setting<Duration> window = Setting.duration(
                "tenantcache.limit.<name>.window", null, Duration.ofSeconds(1), Duration.ofHours(1), "How long.");
        TenantCacheConfigLoader loader = TenantCacheConfigLoader.of(SettingSource.of(
                        "file", Map.of("tenantcache.limit.a.b.calls", "3", "tenantcache.limit.c.window", "5m")))
                .recognise(limit, window);
        assertThat(loader.load().caches()).isEmpty();
        ConfigDraft draft = loader.draft();
        assertThat(draft.names(limit)).containsExactly("a.b");
        assertThat(draft.names(window)).containsExactly("c");
        assertThat(draft.value(limit, "a.b")).contains(3L);
        assertThat(draft.value(limit, "c")).contains(7L);
        assertThat(draft.value(window, "c")).contains(Duration.ofMinutes(5));
        assertThat(draft.value(window, "a.b")).isEmpty();
    }

    @Test
    void recognise_malformedExtensionSettingByName() {
        Setting<Long> limit = Setting.number("tenantcache.limit.<name>.calls", "7", 1, 9, "How many.");
        TenantCacheConfigLoader loader = TenantCacheConfigLoader.of(SettingSource.of(
                        "file", Map.of("tenantcache.limit.a.calls", "10", "tenantcache.limit.a.call", "1")))
                .recognise(limit);
        assertThat(problemsOf(loader::load))
                .extracting(problem -> problem.id() + " " + problem.key() + " " + problem.remedy())
                .containsExactlyInAnyOrder(
                        "TC-003 tenantcache.limit.a.calls Choose a number from 1 to 9.",
                        "TC-001 tenantcache.limit.a.call The nearest one is tenantcache.limit.a.calls.");
        ConfigDraft draft = loader.draft();
        assertThat(draft.value(limit, "a")).contains(7L);
        assertThat(draft.isWrong(limit, "a")).isTrue();
        assertThat(draft.isWrong(limit, "b")).isFalse();
    }

    @Test
    void recognise_settingOfEachCache() {
        Setting<Integer> size =
                Setting.parsed("tenantcache.caches.<cache>.size", null, "a number", Integer::valueOf, "The size.");
        TenantCacheConfigLoader loader = TenantCacheConfigLoader.of(SettingSource.of(
                        "file",
                        Map.of(
                                "tenantcache.caches.a.b.size", "1",
                                "tenantcache.caches.\"c\".size", "2",
                                "tenantcache.caches.d.near.ttl", "1s")))
                .recognise(size);
        assertThat(loader.load().caches()).containsOnlyKeys("a.b", "c", "d");
        ConfigDraft draft = loader.draft();
        assertThat(draft.value(size, "a.b")).contains(1);
        assertThat(draft.value(size, "c")).contains(2);
        assertThat(draft.value(size, "d")).isEmpty();
    }

    @Test
    void recognise_malformedSettingOfEachCache() {
        Setting<Integer> size =
                Setting.parsed("tenantcache.caches.<cache>.size", null, "a number", Integer::valueOf, "The size.");
        TenantCacheConfigLoader loader = TenantCacheConfigLoader.of(SettingSource.of(
                        "file", Map.of("tenantcache.caches.a.size", "many", "tenantcache.caches.size", "1")))
                .recognise(size);
        assertThat(idsAndKeys(problemsOf(loader::load)))
                .containsExactlyInAnyOrder("TC-002 tenantcache.caches.a.size", "TC-001 tenantcache.caches.size");
    }

    private static TenantCacheConfig load(Map<String, String> settings) {
        return TenantCacheConfigLoader.load(settings, Tenancy.SHARED);
    }

    private static Properties defaultsOf(String key, String value) {
        Properties defaults = new Properties();
        defaults.setProperty(key, value);
        return defaults;
    }

    private static String randomName(Random random) {
        String alphabet = "aZ09._-$%{}()[]\"*:= \u00e4\u20ac\ud83d\ude00";
        StringBuilder name = new StringBuilder("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return name.toString();
    }
}
