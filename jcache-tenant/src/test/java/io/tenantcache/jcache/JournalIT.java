package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodeProcess;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node changed while Redis was away, or shortly before it failed over, is not lost. */
class JournalIT {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    @TempDir
    private static Path folder;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private static RedisProcess lasting(Path data) throws Exception {
        Files.createDirectories(data);
        return RedisProcess.started("--appendonly", "yes", "--appendfsync", "always", "--dir", data.toString());
    }

    private static TenantCacheManager node(String name, RedisProcess redis) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        JournalIT.class.getClassLoader(),
                        Configs.patient(redis.address())
                                .tenancy(Tenancy.PER_TENANT)
                                .build(),
                        Optional::empty);
    }

    @Test
    @SuppressWarnings("try") // closed early
    void nodeKilledDuringAnOutage_itsChangesAreToldAfterItsRestart() throws Exception {
        Path journal = folder.resolve("journal");
        try (RedisProcess redis = lasting(folder.resolve("killed"));
                TenantCacheManager other = node("other", redis)) {
            TenantCache<String, String> cache = other.getOrCreateCache("c");
            TenantCache<String, String> region = other.getOrCreateCache("r");
            TenantContext.run(ACME, () -> {
                cache.put("put", "old");
                cache.put("removed", "old");
                cache.put("bystander", "kept", EntryOptions.tagged("other"));
                cache.put("tagged", "old", EntryOptions.tagged("t"));
                region.put("k", "old");
            });
            TenantContext.run(GLOBEX, () -> {
                cache.put("k", "old");
                region.put("k", "old");
            });
            // Or it would outdate what it put, the bystander too: a Redis that was started again is another server.
            other.close();
            NodeProcess node = NodeProcess.started(redis.address(), journal);
            redis.kill();
            assertThat(node.tell("put", "acme", "c", "put", "new")).isEqualTo("done");
            assertThat(node.tell("remove", "acme", "c", "removed")).isEqualTo("done");
            assertThat(node.tell("invalidate", "acme", "r")).isEqualTo("done");
            assertThat(node.tell("invalidate-tag", "acme", "c", "t")).isEqualTo("done");
            assertThat(node.tell("invalidate-tenant", "globex", "c")).isEqualTo("done");
            node.kill();
            redis.start();
            try (TenantCacheManager observer = node("observer", redis);
                    NodeProcess again = NodeProcess.started(redis.address(), journal)) {
                // Whatever it reads first, it reads it after it has told Redis.
                assertThat(again.tell("get", "acme", "c", "put")).isEqualTo("-");
                soon().untilAsserted(() -> TenantContext.run(ACME, () -> {
                    assertThat(observer.getOrCreateCache("c").get("put")).isNull();
                    assertThat(observer.getOrCreateCache("c").get("removed")).isNull();
                    assertThat(observer.getOrCreateCache("c").get("tagged")).isNull();
                    assertThat(observer.getOrCreateCache("r").get("k")).isNull();
                }));
                soon().untilAsserted(() -> TenantContext.run(GLOBEX, () -> {
                    assertThat(observer.getOrCreateCache("c").get("k")).isNull();
                    assertThat(observer.getOrCreateCache("r").get("k")).isNull();
                }));
                // The cache was open when its keys were read back: they did not become wider.
                TenantContext.run(
                        ACME,
                        () -> assertThat(observer.getOrCreateCache("c").get("bystander"))
                                .isEqualTo("kept"));
                soon().untilAsserted(() -> assertThat(journal).isEmptyFile());
            }
        }
    }

    @Test
    void nodeThatNobodyAsks_tellsRedisAllTheSame() throws Exception {
        try (RedisProcess redis = lasting(folder.resolve("idle"));
                TenantCacheManager idle = node("idle", redis);
                TenantCacheManager other = node("other-than-idle", redis)) {
            TenantCache<String, String> cache = idle.getOrCreateCache("c");
            TenantContext.run(ACME, () -> cache.put("k", "old"));
            redis.kill();
            TenantContext.run(ACME, () -> cache.remove("k"));
            // Twice, if the change that came before is being told again already: this may be another server.
            assertThat(idle.remoteHealth().orElseThrow().journalled()).isBetween(1, 2);
            assertThat(idle.remoteHealth().orElseThrow().isInUse()).isFalse();
            redis.start();
            soon().until(() -> idle.remoteHealth().orElseThrow().isInUse());
            TenantContext.run(
                    ACME, () -> assertThat(other.getOrCreateCache("c").get("k")).isNull());
        }
    }

    @Test
    void failoverToAServerThatLacksTheLastChanges_noEntrySurvivesThem() throws Exception {
        Path data = folder.resolve("failover");
        try (RedisProcess redis = lasting(data);
                TenantCacheManager manager = node("failover", redis)) {
            TenantCache<String, String> cache = manager.getOrCreateCache("c");
            TenantCache<String, String> region = manager.getOrCreateCache("r");
            TenantContext.run(ACME, () -> {
                cache.put("put", "old");
                cache.put("replaced", "old");
                cache.put("removed", "old");
                cache.put("invalidated", "old");
                cache.put("tagged", "old", EntryOptions.tagged("t"));
                region.put("k", "old");
            });
            TenantContext.run(GLOBEX, () -> region.put("k", "old"));
            Path before = folder.resolve("before");
            copy(data, before);
            TenantContext.run(ACME, () -> {
                cache.put("put", "new");
                cache.replace("replaced", "old", "new");
                cache.remove("removed");
                manager.invalidate(Invalidation.ofKey("c", "invalidated")
                        .andCaches(List.of("r"))
                        .and(Invalidation.ofTag("c", "t")));
            });
            TenantContext.run(GLOBEX, () -> manager.invalidate(Invalidation.ofTenant()));
            redis.kill();
            delete(data);
            copy(before, data);
            redis.start();
            // What it held near is dropped by whoever tells of the failover.
            try (TenantCacheManager proof = node("proof", redis)) {
                TenantContext.run(
                        ACME,
                        () -> assertThat(proof.getOrCreateCache("c").get("put")).isEqualTo("old"));
            }
            Objects.requireNonNull(((TieredCacheManager) manager).gate()).serverChanged();
            soon().until(() -> manager.remoteHealth().orElseThrow().isInUse());
            try (TenantCacheManager fresh = node("fresh", redis)) {
                TenantContext.run(ACME, () -> {
                    for (String key : List.of("put", "replaced", "removed", "invalidated", "tagged")) {
                        assertThat(fresh.getOrCreateCache("c").get(key)).as(key).isNull();
                    }
                    assertThat(fresh.getOrCreateCache("r").get("k")).isNull();
                });
                TenantContext.run(
                        GLOBEX,
                        () -> assertThat(fresh.getOrCreateCache("r").get("k")).isNull());
            }
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
