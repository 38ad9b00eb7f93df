package io.tenantcache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.config.RedisConfigBuilder;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.store.RemoteUnavailableException;
import io.tenantcache.testing.RedisCluster;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisSentinels;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a connection tells that it speaks to another server than before. */
class ServerChangeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void restart_toldBeforeTheFirstAnswer() {
        try (RedisProcess redis = RedisProcess.started();
                RedisConnection connection = connected(settings -> settings.address(redis.address()))) {
            await().atMost(PATIENCE).until(() -> answers(connection));
            redis.kill();
            redis.start();
            awaitAnswerAfterChange(connection);
            assertThat(changes).hasValue(1);
        }
    }

    /** Nobody calls: the look that it takes now and then finds it out. */
    @Test
    void restart_toldToAnIdleNode() {
        try (RedisProcess redis = RedisProcess.started();
                RedisConnection connection = connected(settings -> settings.address(redis.address()))) {
            await().atMost(PATIENCE).until(() -> answers(connection));
            redis.kill();
            redis.start();
            await().atMost(PATIENCE).until(() -> changes.get() == 1);
        }
    }

    @Test
    void brokenConnections_areNoChange() {
        try (RedisProcess redis = RedisProcess.started();
                RedisConnection connection = connected(settings -> settings.address(redis.address()))) {
            await().atMost(PATIENCE).until(() -> answers(connection));
            for (int i = 0; i < 5; i++) {
                redis.tell("CLIENT KILL TYPE normal SKIPME yes");
                redis.tell("CLIENT KILL TYPE pubsub");
                await().atMost(PATIENCE).until(() -> answers(connection));
            }
            redis.pause();
            assertThat(answers(connection)).isFalse();
            redis.resume();
            await().atMost(PATIENCE).until(() -> answers(connection));
            redis.tell("FLUSHALL");
            assertThat(answers(connection)).isTrue();
            assertThat(changes).hasValue(0);
        }
    }

    @Test
    void failoverOfSentinel_toldBeforeTheFirstAnswer() {
        try (RedisSentinels redis = RedisSentinels.started();
                RedisConnection connection = connected(settings -> settings.sentinels(
                        RedisSentinels.MASTER_NAME, redis.addresses().toArray(URI[]::new)))) {
            await().atMost(PATIENCE).until(() -> answers(connection));
            redis.master().kill();
            awaitAnswerAfterChange(connection);
            assertThat(changes).hasValue(1);
        }
    }

    @Test
    void failoverOfCluster_toldBeforeTheFirstAnswer() {
        try (RedisCluster redis = RedisCluster.started();
                RedisConnection connection =
                        connected(settings -> settings.cluster(redis.addresses().toArray(URI[]::new)))) {
            List<String> tenants = List.of("foo", "bar", "zap", "1", "2", "3", "4", "5", "6");
            tenants.forEach(tenant -> await().atMost(PATIENCE).until(() -> answers(connection, tenant)));
            redis.masterOf(key("foo")).kill();
            awaitAnswerAfterChange(connection);
            tenants.forEach(tenant -> await().atMost(PATIENCE).until(() -> answers(connection, tenant)));
            assertThat(changes).hasValue(1);
        }
    }

    /** No answer may come before the change is told. */
    private void awaitAnswerAfterChange(RedisConnection connection) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            boolean answered = answers(connection);
            assertThat(answered && changes.get() == 0)
                    .as("answered by the new server, and nobody was told")
                    .isFalse();
            return answered;
        });
    }

    private RedisConnection connected(Consumer<RedisConfigBuilder> servers) {
        RedisConfig config = Objects.requireNonNull(TenantCacheConfig.builder()
                .redis(redis -> {
                    servers.accept(redis);
                    redis.timeout(Duration.ofSeconds(1));
                })
                .build()
                .redis());
        return new RedisConnection(config, RedissonSettings.of(config), client -> {}, changes::incrementAndGet);
    }

    private static boolean answers(RedisConnection connection) {
        return answers(connection, "foo");
    }

    private static boolean answers(RedisConnection connection, String tenant) {
        try {
            connection.run(Script.READ, List.of(key(tenant)), new Object[] {
                new byte[] {'0'}, new byte[] {'7'}, new byte[] {'c'}
            });
            return true;
        } catch (RemoteUnavailableException e) {
            return false;
        }
    }

    private static String key(String tenant) {
        return new RedisNames("").scopes(Tenant.of(tenant));
    }
}
