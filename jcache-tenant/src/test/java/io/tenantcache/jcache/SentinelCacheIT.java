package io.tenantcache.jcache;

import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisSentinels;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract over a real master that Sentinels watch. */
class SentinelCacheIT extends TopologyContract {

    private static RedisSentinels redis;
    private static RedisProcess master;

    @BeforeAll
    static void start() {
        redis = RedisSentinels.started();
        master = redis.master();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    List<RedisProcess> masters() {
        return List.of(master);
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "tenantcache.redis.mode",
                "sentinel",
                "tenantcache.redis.master-name",
                RedisSentinels.MASTER_NAME,
                "tenantcache.redis.address",
                redis.addresses().stream().map(URI::toString).collect(Collectors.joining(",")));
    }

    @Override
    String redissonYaml() {
        return """
                sentinelServersConfig:
                  masterName: %s
                  sentinelAddresses: [%s]
                  readMode: SLAVE
                  subscriptionMode: SLAVE
                  retryAttempts: 5
                  timeout: 20000
                """.formatted(
                        RedisSentinels.MASTER_NAME,
                        redis.addresses().stream()
                                .map(address -> '"' + address.toString() + '"')
                                .collect(Collectors.joining(", ")));
    }
}
