package io.tenantcache.redis;

import java.util.Collection;
import java.util.List;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.config.Config;

/** How the servers stand to each other, as far as it is known here. */
enum Topology {
    /** One server. */
    SINGLE {
        @Override
        Collection<? extends RedisNode> masters(RedissonClient client) {
            return List.of(client.getRedisNodes(RedisNodes.SINGLE).getInstance());
        }
    },
    /** A master, and replicas of which Sentinels make one the next master. */
    SENTINEL {
        @Override
        Collection<? extends RedisNode> masters(RedissonClient client) {
            return List.of(
                    client.getRedisNodes(RedisNodes.SENTINEL_MASTER_SLAVE).getMaster());
        }
    },
    /** Redis Cluster. */
    CLUSTER {
        @Override
        Collection<? extends RedisNode> masters(RedissonClient client) {
            return client.getRedisNodes(RedisNodes.CLUSTER).getMasters();
        }
    };

    /**
     * That of Redisson's configuration.
     *
     * @throws IllegalArgumentException if it is one of Redisson's other modes, or none
     */
    static Topology of(Config redisson) {
        if (redisson.isClusterConfig()) {
            return CLUSTER;
        }
        if (redisson.isSentinelConfig()) {
            return SENTINEL;
        }
        if (redisson.isSingleConfig()) {
            return SINGLE;
        }
        throw new IllegalArgumentException("tenantcache.redis.config-file holds none of singleServerConfig,"
                + " sentinelServersConfig and clusterServersConfig; Redisson's other modes are not supported");
    }

    /** The masters that the client knows now. Does not block. */
    abstract Collection<? extends RedisNode> masters(RedissonClient client);
}
