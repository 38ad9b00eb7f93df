package io.tenantcache.testing;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Redis master, a replica and three Sentinels that watch them, on loopback. They notice a dead master within a second. */
public final class RedisSentinels implements ReplicatedRedis {

    /** What the Sentinels call the master. */
    public static final String MASTER_NAME = "inbox";

    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TemporaryFolder folder = TemporaryFolder.created();
    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private RedisSentinels() {}

    /** A master whose replica follows it, and Sentinels that know both and each other. */
    public static RedisSentinels started() {
        RedisSentinels all = new RedisSentinels();
        try {
            all.start();
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        return all;
    }

    private void start() {
        servers.add(RedisProcess.started("--repl-diskless-sync-delay", "0"));
        int master = servers.get(0).port();
        servers.add(RedisProcess.started("--replicaof", "127.0.0.1 " + master, "--repl-diskless-sync-delay", "0"));
        for (int i = 0; i < SENTINELS; i++) {
            String file = folder.write(
                            "sentinel-" + i + ".conf",
                            List.of(
                                    "sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + master + " 2",
                                    "sentinel down-after-milliseconds " + MASTER_NAME + " 1000",
                                    "sentinel failover-timeout " + MASTER_NAME + " 6000"))
                    .toString();
            sentinels.add(RedisProcess.started(file, "--sentinel"));
        }
        Awaitility.await("the Sentinels know all")
                .atMost(PATIENCE)
                .until(() -> sentinels.stream()
                        .map(sentinel -> sentinel.tell("INFO sentinel"))
                        .allMatch(info ->
                                info.contains("status=ok") && info.contains("slaves=1,sentinels=" + SENTINELS)));
        awaitReplication();
    }

    /** Waits until there is one running master, and all other running servers follow it. */
    public void awaitReplication() {
        Awaitility.await("the replicas follow").atMost(PATIENCE).until(() -> {
            List<String> roles =
                    running().map(server -> server.tell("INFO replication")).toList();
            return roles.stream().filter(role -> role.contains("role:master")).count() == 1
                    && roles.stream()
                            .allMatch(role -> role.contains("role:master") || role.contains("master_link_status:up"));
        });
    }

    /** The addresses of the Sentinels. */
    @Override
    public List<URI> addresses() {
        return sentinels.stream().map(RedisProcess::address).toList();
    }

    /** The running server that takes itself for the master. */
    public RedisProcess master() {
        return running()
                .filter(server -> server.tell("INFO replication").contains("role:master"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<RedisProcess> masters() {
        return List.of(master());
    }

    @Override
    public RedisProcess replicaOf(RedisProcess master) {
        return running().filter(server -> server != master).findFirst().orElseThrow();
    }

    @Override
    public void awaitMaster(RedisProcess replica) {
        Awaitility.await("the Sentinels make it the master")
                .atMost(PATIENCE)
                .until(() -> sentinels.stream()
                        .allMatch(sentinel -> sentinel.tell("INFO sentinel")
                                .contains("status=ok,address=127.0.0.1:" + replica.port() + ",")));
    }

    @Override
    public void rejoin(RedisProcess dead, RedisProcess master) {
        dead.start();
        // At once: the Sentinels would take their time to tell it.
        dead.ask("REPLICAOF 127.0.0.1 " + master.port());
        awaitReplication();
    }

    private Stream<RedisProcess> running() {
        return servers.stream().filter(RedisProcess::isAlive);
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
        folder.close();
    }
}
