package io.tenantcache.faults;

import static java.util.Objects.requireNonNull;

import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.ReplicatedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Masters with a replica each, to which the nodes speak directly. */
final class ReplicatedServers implements Servers {

    private final ReplicatedRedis redis;
    private @Nullable RedisProcess dead;
    private @Nullable RedisProcess heir;

    /** Takes them over. */
    ReplicatedServers(ReplicatedRedis redis) {
        this.redis = redis;
    }

    @Override
    public List<RedisProcess> masters() {
        return redis.masters();
    }

    @Override
    public List<URI> addresses(int node) {
        return redis.addresses();
    }

    @Override
    public FaultProxy way(int node) {
        throw new UnsupportedOperationException("The nodes speak to the servers directly");
    }

    @Override
    public void failOver(Duration lag, Random random) {
        List<RedisProcess> masters = redis.masters();
        RedisProcess master = masters.get(random.nextInt(masters.size()));
        RedisProcess replica = redis.replicaOf(master);
        if (!lag.isZero()) {
            // With a password that the master has not, it cannot come back to it.
            replica.ask("CONFIG SET masterauth behind");
            replica.ask("CLIENT KILL TYPE master");
            FaultRun.pass(lag);
        }
        master.kill();
        dead = master;
        heir = replica;
    }

    @Override
    public void restore() {
        RedisProcess master = requireNonNull(heir);
        redis.awaitMaster(master);
        master.ask("CONFIG SET masterauth \"\"");
        redis.rejoin(requireNonNull(dead), master);
    }

    @Override
    public void close() {
        redis.close();
    }
}
