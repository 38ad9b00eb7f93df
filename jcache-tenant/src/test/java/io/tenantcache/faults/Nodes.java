package io.tenantcache.faults;

import io.tenantcache.testing.NodeProcess;
import io.tenantcache.testing.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The nodes of a run, each behind a proxy of its own, over one Redis that keeps its data. */
final class Nodes implements AutoCloseable {

    /** The way to Redis, when all is well: enough for what is sent on two connections to overtake each other. */
    private static final Duration USUAL_DELAY = Duration.ofMillis(5);

    private static final Duration CONNECTED = Duration.ofSeconds(30);

    private final RedisProcess redis;
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    private Nodes(RedisProcess redis) {
        this.redis = redis;
    }

    /**
     * Running nodes that do not play yet.
     *
     * @param data where Redis keeps its data
     * @param sourcePort where the source is
     */
    static Nodes started(FaultRun run, Path data, int sourcePort) {
        Nodes all = new Nodes(RedisProcess.durable(data));
        try {
            List<CompletableFuture<NodeProcess>> starting = new ArrayList<>();
            for (int i = 0; i < run.nodes(); i++) {
                FaultProxy proxy = FaultProxy.to(all.redis);
                proxy.usualDelay(USUAL_DELAY);
                all.proxies.add(proxy);
                String[] arguments = {
                    proxy.address().toString(),
                    Integer.toString(i),
                    Integer.toString(run.nodes()),
                    Integer.toString(sourcePort),
                    run.workload().format(),
                    Long.toString(run.seed())
                };
                starting.add(CompletableFuture.supplyAsync(
                        () -> NodeProcess.started(FaultNode.class, run.first(), arguments)));
            }
            starting.forEach(node -> all.nodes.add(node.join()));
            all.nodes.forEach(Nodes::checkClock);
            // A node starts without Redis, which it may not have found yet if the machine is loaded.
            Awaitility.await("all nodes hear Redis")
                    .atMost(CONNECTED)
                    .until(() ->
                            all.redis.ask("CLIENT LIST TYPE pubsub").lines().count() >= run.nodes());
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /**
     * That {@link System#nanoTime} is the same clock in all JVMs, as on Linux, where it is CLOCK_MONOTONIC: the order of
     * what happened on different nodes is taken from it.
     */
    private static void checkClock(NodeProcess node) {
        long before = System.nanoTime();
        long there = Long.parseLong(node.tell("clock"));
        if (there - before < 0 || System.nanoTime() - there < 0) {
            throw new IllegalStateException("System.nanoTime is not the same clock in all JVMs of this machine");
        }
    }

    int size() {
        return nodes.size();
    }

    RedisProcess redis() {
        return redis;
    }

    FaultProxy proxy(int node) {
        return proxies.get(node);
    }

    void tellAll(String command) {
        nodes.forEach(node -> node.tell(command));
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        proxies.forEach(FaultProxy::close);
        redis.close();
    }
}
