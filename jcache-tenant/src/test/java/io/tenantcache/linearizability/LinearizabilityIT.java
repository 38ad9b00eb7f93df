package io.tenantcache.linearizability;

import static io.tenantcache.linearizability.LinearizabilityChecker.Verdict.LINEARIZABLE;
import static io.tenantcache.linearizability.LinearizabilityChecker.Verdict.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.linearizability.Round.Task;
import io.tenantcache.testing.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two JVMs with eight threads each, over one Redis, with their near tiers. */
class LinearizabilityIT {

    private static final Duration SEARCH = Duration.ofSeconds(8);
    private static final int FEWEST_ROUNDS = 20;

    private static RedisProcess redis;
    private static Nodes nodes;

    private static final long SEED = System.nanoTime();
    private static int rounds;

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        nodes = Nodes.two(redis);
    }

    @AfterAll
    static void stop() {
        nodes.close();
        redis.close();
    }

    @AfterEach
    void redisWasThere() {
        System.out.println("seed " + SEED + ", rounds " + rounds);
        nodes.assertRedisWasThere();
    }

    @Test
    void atomicOperations_areLinearizable() {
        Map<Action, Set<String>> answers = new EnumMap<>(Action.class);
        long end = System.nanoTime() + SEARCH.toNanos();
        for (int i = 0; i < FEWEST_ROUNDS || System.nanoTime() - end < 0; i++) {
            Round next = nextRound(Task.MIXED, 3, 9);
            nodes.play(next).values().forEach(history -> {
                assertLinearizable(history, next);
                history.forEach(
                        operation -> answers.computeIfAbsent(operation.call().action(), action -> new HashSet<>())
                                .add(operation.answer()));
            });
        }
        // What always has the same answer would not have been tested.
        assertThat(answers.keySet()).isEqualTo(EnumSet.allOf(Action.class));
        answers.remove(Action.PUT);
        assertThat(answers)
                .allSatisfy((action, different) -> assertThat(different).hasSizeGreaterThan(1));
    }

    @Test
    void invoke_losesNoCount() {
        int calls = 60;
        Round counting = nextRound(Task.COUNT, 3, calls);
        Map<String, List<Operation>> histories = nodes.play(counting);
        assertThat(histories.values().stream().mapToInt(List::size).sum()).isEqualTo(nodes.threads() * calls);
        Map<String, String> counts = new HashMap<>();
        histories.forEach((key, history) -> {
            long count = history.size();
            assertThat(history.stream().map(operation -> Long.valueOf(operation.answer())))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, count).boxed().toList());
            assertLinearizable(history, counting);
            counts.put(key, Long.toString(count));
        });
        awaitValues(counts);
    }

    @Test
    void putIfAbsent_winsOnce() {
        int keys = 60;
        Map<String, List<Operation>> histories = nodes.play(nextRound(Task.CLAIM, keys, keys));
        assertThat(histories).hasSize(keys);
        Map<String, String> winners = new HashMap<>();
        histories.forEach((key, history) -> {
            assertThat(history).hasSize(nodes.threads());
            assertThat(history)
                    .filteredOn(operation -> operation.answer().equals("true"))
                    .singleElement()
                    .satisfies(winner ->
                            winners.put(key, Long.toString(winner.call().first())));
        });
        assertThat(Set.copyOf(winners.values())).as("threads that won").hasSizeGreaterThan(1);
        awaitValues(winners);
    }

    /** The search can fail: it finds what it is for. */
    @ParameterizedTest
    @EnumSource
    void plantedFault_isFound(PlantedFault fault, @TempDir Path folder) {
        fault.plantIn(folder);
        try (RedisProcess own = RedisProcess.started();
                Nodes faulty = Nodes.two(own, folder)) {
            await(fault.name())
                    .atMost(SEARCH)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> faulty.play(nextRound(Task.MIXED, 3, 9)).values().stream()
                            .anyMatch(history -> LinearizabilityChecker.check(history) == VIOLATED));
            faulty.assertRedisWasThere();
        }
    }

    private Round nextRound(Task task, int keys, int calls) {
        rounds++;
        return new Round(task, rounds, keys, calls, SEED + 1_000L * rounds);
    }

    private static void assertLinearizable(List<Operation> history, Round played) {
        assertThat(LinearizabilityChecker.check(history))
                .as(() -> played + ":\n"
                        + history.stream()
                                .sorted(Comparator.comparingLong(Operation::begin))
                                .map(Operation::toString)
                                .collect(Collectors.joining("\n")))
                .isEqualTo(LINEARIZABLE);
    }

    /** A plain read may be behind, but not for long. */
    private static void awaitValues(Map<String, String> values) {
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> values.forEach((key, value) ->
                        assertThat(nodes.tellAll("get", key)).as(key).containsOnly(value)));
    }
}
