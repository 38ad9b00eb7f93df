package io.tenantcache.faults;

import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A Redis that keeps its data, and a proxy before it for each node.
 *
 * @param redis the server
 * @param ways the nodes' ways to it
 */
record OneServer(RedisProcess redis, List<FaultProxy> ways) implements Servers {

    /** The way to Redis, when all is well: enough for what is sent on two connections to overtake each other. */
    private static final Duration USUAL_DELAY = Duration.ofMillis(5);

    static OneServer started(int nodes, Path data) {
        RedisProcess redis = RedisProcess.durable(data);
        List<FaultProxy> ways =
                Stream.generate(() -> FaultProxy.to(redis)).limit(nodes).toList();
        ways.forEach(way -> way.usualDelay(USUAL_DELAY));
        return new OneServer(redis, ways);
    }

    @Override
    public List<RedisProcess> masters() {
        return List.of(redis);
    }

    @Override
    public List<URI> addresses(int node) {
        return List.of(ways.get(node).address());
    }

    @Override
    public FaultProxy way(int node) {
        return ways.get(node);
    }

    @Override
    public void failOver(Duration lag, Random random) {
        throw new UnsupportedOperationException("There is no replica");
    }

    @Override
    public void restore() {
        throw new UnsupportedOperationException("There is no replica");
    }

    @Override
    public void close() {
        ways.forEach(FaultProxy::close);
        redis.close();
    }
}
