package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfigLoader;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

/** What the settings of Redis do, shown on a real one. */
class RedisSettingsTest {

    @Test
    void userAndPassword() {
        try (RedisProcess redis = RedisProcess.started(
                "--requirepass", "of-the-default-user", "--user", "inbox", "on", ">hush", "~*", "&*", "+@all")) {
            assertThat(reaches(redis, Map.of("tenantcache.redis.password", "of-the-default-user")))
                    .isTrue();
            assertThat(reaches(
                            redis, Map.of("tenantcache.redis.username", "inbox", "tenantcache.redis.password", "hush")))
                    .isTrue();
            assertThat(reaches(redis, Map.of("tenantcache.redis.password", "wrong")))
                    .isFalse();
        }
    }

    @Test
    void keyPrefixAndSchemaVersion_keepApplicationsApart() {
        try (RedisProcess redis = RedisProcess.started()) {
            try (TenantCacheManager one = open(redis, Map.of("tenantcache.redis.key-prefix", "one"));
                    TenantCacheManager two = open(redis, Map.of("tenantcache.redis.key-prefix", "two"));
                    TenantCacheManager next = open(
                            redis, Map.of("tenantcache.redis.key-prefix", "one", "tenantcache.schema-version", "v2"))) {
                one.getOrCreateCache("c").put("k", "v");
                assertThat(two.getOrCreateCache("c").get("k")).isNull();
                assertThat(next.getOrCreateCache("c").get("k")).isNull();
                assertThat(one.unwrap(RedissonClient.class).getKeys().countExists("one:{*}:c:k:v1"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void remoteTimeToLive_boundsTheNearEntryToo() {
        try (RedisProcess redis = RedisProcess.started();
                TenantCacheManager manager = open(redis, Map.of("tenantcache.caches.c.remote.ttl", "300ms"))) {
            TenantCache<String, String> cache = manager.getOrCreateCache("c");
            cache.put("k", "v");
            assertThat(cache.get("k")).isEqualTo("v");
            await().until(() -> cache.get("k") == null);
        }
    }

    @Test
    void redissonsOwnFile(@TempDir Path folder) throws Exception {
        try (RedisProcess redis = RedisProcess.started()) {
            Path file = Files.writeString(
                    folder.resolve("redisson.yaml"), "singleServerConfig:\n  address: \"" + redis.address() + "\"\n");
            try (TenantCacheManager manager = open(Map.of("tenantcache.redis.config-file", file.toString()))) {
                manager.getOrCreateCache("c").put("k", "v");
                assertThat(manager.unwrap(RedissonClient.class).getKeys().countExists("{*}:c:k:v1"))
                        .isEqualTo(1);
            }
        }
    }

    /** Whether what one manager puts, another one over the same Redis sees. */
    private static boolean reaches(RedisProcess redis, Map<String, String> settings) {
        try (TenantCacheManager one = open(redis, settings);
                TenantCacheManager other = open(redis, settings)) {
            one.getOrCreateCache("c").put("k", "v");
            return other.getOrCreateCache("c").get("k") != null;
        }
    }

    private static TenantCacheManager open(RedisProcess redis, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tenantcache.redis.address", redis.address().toString());
        return open(all);
    }

    private static TenantCacheManager open(Map<String, String> settings) {
        return new TenantCachingProvider()
                .open(
                        URI.create("settings"),
                        RedisSettingsTest.class.getClassLoader(),
                        TenantCacheConfigLoader.load(settings, Tenancy.SHARED),
                        Optional::empty);
    }
}
