package io.tenantcache.testing;

import java.net.URI;
import java.util.List;

/** Redis masters whose replicas take their place when they die. */
public interface ReplicatedRedis extends AutoCloseable {

    /** What a client is told. */
    List<URI> addresses();

    /** The running masters. */
    List<RedisProcess> masters();

    /** The running server that follows that master. */
    RedisProcess replicaOf(RedisProcess master);

    /** Waits until that one is a master, as far as the others know. */
    void awaitMaster(RedisProcess replica);

    /** Starts one that died, as a replica of that master, and waits until it follows it. */
    void rejoin(RedisProcess dead, RedisProcess master);

    @Override
    void close();
}
