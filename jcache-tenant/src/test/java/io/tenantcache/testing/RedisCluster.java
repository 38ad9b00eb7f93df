package io.tenantcache.testing;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.awaitility.Awaitility;

/** A real Redis Cluster of three masters with a replica each, on loopback. It notices a dead node within a second. */
public final class RedisCluster implements ReplicatedRedis {

    private static final int MASTERS = 3;
    private static final int NODES = 2 * MASTERS;
    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<RedisProcess> nodes = new ArrayList<>();
    private final List<Integer> busPorts = new ArrayList<>();

    private RedisCluster() {}

    /** A cluster that serves all slots, and whose replicas follow their masters. */
    public static RedisCluster started() {
        RedisCluster cluster = new RedisCluster();
        try {
            cluster.start();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void start() {
        for (int i = 0; i < NODES; i++) {
            int busPort = RedisProcess.freePort();
            busPorts.add(busPort);
            nodes.add(RedisProcess.started(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-port",
                    Integer.toString(busPort),
                    "--cluster-node-timeout",
                    "1000",
                    "--cluster-replica-validity-factor",
                    "0",
                    "--repl-diskless-sync-delay",
                    "0"));
        }
        for (int i = 0; i < MASTERS; i++) {
            requireOk(nodes.get(i)
                    .tell("CLUSTER ADDSLOTSRANGE " + i * SLOTS / MASTERS + " " + ((i + 1) * SLOTS / MASTERS - 1)));
        }
        for (int i = 1; i < NODES; i++) {
            requireOk(nodes.get(0).tell("CLUSTER MEET 127.0.0.1 " + nodes.get(i).port() + " " + busPorts.get(i)));
        }
        Awaitility.await("the nodes know each other")
                .atMost(PATIENCE)
                .until(() -> nodes.stream().allMatch(node -> info(node).contains("cluster_known_nodes:" + NODES)));
        for (int i = 0; i < MASTERS; i++) {
            RedisProcess replica = nodes.get(MASTERS + i);
            String master = nodes.get(i).tell("CLUSTER MYID");
            Awaitility.await("the replica takes its master")
                    .atMost(PATIENCE)
                    .until(() -> replica.tell("CLUSTER REPLICATE " + master), "OK"::equals);
        }
        awaitHealth();
    }

    /** Waits until every slot is served, and every running node is a master or follows one. */
    public void awaitHealth() {
        Awaitility.await("the cluster is healthy")
                .atMost(PATIENCE)
                .until(() -> nodes.stream()
                        .filter(RedisProcess::isAlive)
                        .allMatch(node -> info(node).contains("cluster_state:ok")
                                && (isMaster(node)
                                        || node.tell("INFO replication").contains("master_link_status:up"))));
    }

    /** The addresses of all nodes. */
    @Override
    public List<URI> addresses() {
        return nodes.stream().map(RedisProcess::address).toList();
    }

    @Override
    public List<RedisProcess> masters() {
        return nodes.stream()
                .filter(RedisProcess::isAlive)
                .filter(RedisCluster::isMaster)
                .toList();
    }

    /** The master that serves the slot of that key. */
    public RedisProcess masterOf(String key) {
        return masters().stream()
                .filter(master -> !master.tell("EXISTS " + key).startsWith("-"))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No master serves that key now"));
    }

    /** All nodes that run. */
    public List<RedisProcess> nodes() {
        return nodes.stream().filter(RedisProcess::isAlive).toList();
    }

    /** Begins to move a slot: from now on, both of them know. */
    public void beginMove(int slot, RedisProcess from, RedisProcess to) {
        requireOk(to.tell("CLUSTER SETSLOT " + slot + " IMPORTING " + from.tell("CLUSTER MYID")));
        requireOk(from.tell("CLUSTER SETSLOT " + slot + " MIGRATING " + to.tell("CLUSTER MYID")));
    }

    /** Moves the keys of a slot that match the pattern; there must be no others. */
    public void moveKeys(String pattern, RedisProcess from, RedisProcess to) {
        String keys = from.ask("EVAL \"return table.concat(redis.call('KEYS',ARGV[1]),' ')\" 0 " + pattern);
        if (!keys.isEmpty()) {
            from.ask("MIGRATE 127.0.0.1 " + to.port() + " \"\" 0 5000 KEYS " + keys);
        }
    }

    /** Ends the move: the slot is that server's. */
    public void endMove(int slot, RedisProcess from, RedisProcess to) {
        String id = to.tell("CLUSTER MYID");
        requireOk(to.tell("CLUSTER SETSLOT " + slot + " NODE " + id));
        requireOk(from.tell("CLUSTER SETSLOT " + slot + " NODE " + id));
    }

    @Override
    public RedisProcess replicaOf(RedisProcess master) {
        return nodes.stream()
                .filter(RedisProcess::isAlive)
                .filter(node -> node.tell("INFO replication").contains("master_port:" + master.port() + "\r\n"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void awaitMaster(RedisProcess replica) {
        Awaitility.await("the replica is elected").atMost(PATIENCE).until(() -> isMaster(replica));
        awaitHealth();
    }

    @Override
    public void rejoin(RedisProcess dead, RedisProcess master) {
        dead.start();
        Awaitility.await("it follows the new master").atMost(PATIENCE).until(() -> !isMaster(dead));
        awaitHealth();
    }

    private static boolean isMaster(RedisProcess node) {
        return node.tell("INFO replication").contains("role:master");
    }

    private static String info(RedisProcess node) {
        return node.tell("CLUSTER INFO");
    }

    private static void requireOk(String answer) {
        if (!answer.equals("OK")) {
            throw new IllegalStateException("Redis refused: " + answer);
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
