package io.tenantcache.faults;

import io.tenantcache.testing.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The nodes of a run, over the same Redis. */
final class Nodes implements AutoCloseable {

    private static final Duration CONNECTED = Duration.ofSeconds(30);

    private final Servers servers;
    private final List<NodeProcess> nodes = new ArrayList<>();

    private Nodes(Servers servers) {
        this.servers = servers;
    }

    /**
     * Running nodes that do not play yet.
     *
     * @param data where Redis keeps its data
     * @param sourcePort where the source is
     */
    static Nodes started(FaultRun run, Path data, int sourcePort) {
        Nodes all = new Nodes(run.topology().start(run.nodes(), data));
        try {
            List<CompletableFuture<NodeProcess>> starting = new ArrayList<>();
            for (int i = 0; i < run.nodes(); i++) {
                String[] arguments = {
                    run.topology().format(all.servers.addresses(i)),
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
            all.awaitListening();
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

    /** A node starts without Redis, which it may not have found yet if the machine is loaded. */
    private void awaitListening() {
        Awaitility.await("all nodes hear Redis")
                .atMost(CONNECTED)
                .until(() -> servers.masters().stream()
                                .mapToLong(master -> master.ask("CLIENT LIST TYPE pubsub")
                                        .lines()
                                        .count())
                                .sum()
                        >= nodes.size());
    }

    /** Waits until all of them use Redis. */
    void awaitUse() {
        Awaitility.await("all nodes use Redis again")
                .atMost(CONNECTED)
                .until(() -> nodes.stream().allMatch(node -> node.tell("use").equals("true")));
    }

    int size() {
        return nodes.size();
    }

    Servers servers() {
        return servers;
    }

    /** Answers what they answer. */
    List<String> tellAll(String... command) {
        return nodes.stream().map(node -> node.tell(command)).toList();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        servers.close();
    }
}
