package io.tenantcache.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.testing.NodeProcess;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three nodes in JVMs of their own, over one Redis without faults. */
class FiguresIT {

    private static final int NODES = 3;
    private static final int CALLERS = 100;
    private static final int KEYS = 20;
    private static final int INVALIDATIONS = 2_000;
    /** That of the nodes: within it, one may serve what another invalidated. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static RedisProcess redis;
    private static List<NodeProcess> nodes;

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        List<CompletableFuture<NodeProcess>> starting = IntStream.range(0, NODES)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> NodeProcess.started(
                        FigureNode.class, List.of(), redis.address().toString())))
                .toList();
        nodes = starting.stream().map(CompletableFuture::join).toList();
    }

    @AfterAll
    static void stop() {
        nodes.forEach(NodeProcess::close);
        redis.close();
    }

    @Test
    void load_hundredCallersOfEachNode_once() {
        List<Integer> loads = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            String key = "missing-" + i;
            String moment =
                    Long.toString(System.nanoTime() + Duration.ofMillis(200).toNanos());
            List<String[]> answers = nodes.stream()
                    .map(node -> CompletableFuture.supplyAsync(
                            () -> node.tell("load", key, Integer.toString(CALLERS), moment)))
                    .toList()
                    .stream()
                    .map(answer -> answer.join().split(" ", -1))
                    .toList();
            assertThat(answers)
                    .extracting(answer -> answer[1])
                    .as("what all got")
                    .containsOnly(answers.get(0)[1]);
            loads.add(answers.stream()
                    .mapToInt(answer -> Integer.parseInt(answer[0]))
                    .sum());
        }
        System.out.printf(
                "%d callers of each of %d nodes at once, %d keys: %s loads of each key%n",
                CALLERS, NODES, KEYS, loads.stream().distinct().toList());
        assertThat(loads).containsOnly(1);
    }

    @Test
    void invalidation_isSeenByAnotherNode() {
        NodeProcess here = nodes.get(0);
        NodeProcess there = nodes.get(1);
        long[] sinceBegin = new long[INVALIDATIONS];
        long[] sinceEnd = new long[INVALIDATIONS];
        for (int i = 0; i < INVALIDATIONS; i++) {
            here.tell("put", "k", "v" + i);
            there.tell("watch", "k", "v" + i);
            String[] times = here.tell("invalidate", "k").split(" ", -1);
            long gone = Long.parseLong(there.tell("gone", "k"));
            sinceBegin[i] = gone - Long.parseLong(times[0]);
            sinceEnd[i] = gone - Long.parseLong(times[1]);
        }
        System.out.println("seen by another node, since the invalidation began: " + Figures.of(sinceBegin));
        System.out.println("seen by another node, since the invalidation returned: " + Figures.of(sinceEnd));
        assertThat(Figures.of(sinceBegin).within(0)).isPositive();
        assertThat(Figures.of(sinceBegin).within(1)).isLessThan(BOUND);
    }
}
