package io.tenantcache.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodeProcess;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The nodes over one Redis that play rounds together. */
final class Nodes implements AutoCloseable {

    /** For all threads of all nodes to be awake when a round begins. */
    private static final long HEAD_START = Duration.ofMillis(5).toNanos();

    private final RedisProcess redis;
    private final List<NodeProcess> nodes;
    private final RedisStatistics before;

    private Nodes(RedisProcess redis, List<NodeProcess> nodes) {
        this.redis = redis;
        this.nodes = nodes;
        // Redis learns the scripts.
        play(new Round(Round.Task.MIXED, 0, 3, 20, 0));
        before = redis.statistics();
    }

    /**
     * Two JVMs.
     *
     * @param first what stands on their class path before what is tested
     */
    static Nodes two(RedisProcess redis, Path... first) {
        return new Nodes(
                redis,
                inParallel(IntStream.range(0, 2)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> NodeProcess.started(
                                HistoryNode.class,
                                List.of(first),
                                redis.address().toString(),
                                Integer.toString(i))))
                        .toList()));
    }

    /**
     * That no operation had to do without Redis, where none is promised to be atomic: the nodes logged no warning, and
     * Redis is the same and refused no script. That no script took too long is seen by the length of the operations.
     */
    void assertRedisWasThere() {
        assertThat(tellAll("warnings")).containsOnly("0");
        RedisStatistics now = redis.statistics();
        assertThat(now.field("run_id")).isEqualTo(before.field("run_id"));
        assertThat(now.failuresOf("evalsha")).isEqualTo(before.failuresOf("evalsha"));
    }

    /** The number of their threads. */
    int threads() {
        return nodes.size() * HistoryNode.THREADS;
    }

    /** What all threads asked of each key and were answered. */
    Map<String, List<Operation>> play(Round round) {
        List<String> words = new ArrayList<>(List.of("round", Long.toString(System.nanoTime() + HEAD_START)));
        words.addAll(round.words());
        List<Operation> operations = tellAll(words.toArray(String[]::new)).stream()
                .flatMap(line -> Operation.parse(line).stream())
                .toList();
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation.duration()).isLessThan(Configs.LONGEST_TIMEOUT));
        return operations.stream().collect(Collectors.groupingBy(Operation::key));
    }

    /** The answers of all nodes. */
    List<String> tellAll(String... command) {
        return inParallel(nodes.stream()
                .map(node -> CompletableFuture.supplyAsync(() -> answer(node, command)))
                .toList());
    }

    private static String answer(NodeProcess node, String... command) {
        String answer = node.tell(command);
        if (answer.startsWith("!")) {
            throw new AssertionError("A call failed with " + answer.substring(1));
        }
        return answer;
    }

    private static <T> List<T> inParallel(List<CompletableFuture<T>> tasks) {
        return tasks.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }
}
