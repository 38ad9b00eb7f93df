package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.testing.RedisCluster;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract over a real Redis Cluster. */
class ClusterCacheIT extends TopologyContract {

    private static RedisCluster redis;
    private static List<RedisProcess> masters;

    @BeforeAll
    static void start() {
        redis = RedisCluster.started();
        masters = redis.masters();
        assertThat(masters).hasSize(3);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    List<RedisProcess> masters() {
        return masters;
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "tenantcache.redis.mode",
                "cluster",
                "tenantcache.redis.address",
                redis.addresses().stream().map(URI::toString).collect(Collectors.joining(",")));
    }

    @Override
    String redissonYaml() {
        return """
                clusterServersConfig:
                  nodeAddresses: [%s]
                  readMode: SLAVE
                  subscriptionMode: SLAVE
                  retryAttempts: 5
                  timeout: 20000
                """.formatted(redis.addresses().stream()
                .map(address -> '"' + address.toString() + '"')
                .collect(Collectors.joining(", ")));
    }
}
