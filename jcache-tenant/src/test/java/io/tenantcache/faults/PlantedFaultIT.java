package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.faults.FaultRun.Outcome;
import io.tenantcache.faults.Violation.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker can fail: without any one of the mechanisms, it finds what that one is there to prevent. */
class PlantedFaultIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    /** Most are found within a quarter of a minute, on a machine that has the time. */
    private static final Duration SEARCH = Duration.ofMinutes(3);

    private static final Duration CONTROL = Duration.ofSeconds(20);
    private static final int NODES = 2;

    /** These faults are so short that nobody has waited for long when they end; the nodes say when they are over it. */
    private static final Rules RULES = FaultIT.RULES.withRecovery(Duration.ofMillis(1_500));

    /** The one that is asked for, or those that need one Redis alone: the others take their time. */
    static Stream<Mechanism> mechanisms() {
        String one = System.getProperty("faults.mechanism");
        return one != null
                ? Stream.of(Mechanism.valueOf(one))
                : Stream.of(Mechanism.values()).filter(mechanism -> mechanism.topology() == Topology.STANDALONE);
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void withoutMechanism_isFound(Mechanism mechanism, @TempDir Path folder) throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        mechanism.removeIn(first);
        Outcome outcome = run(mechanism, mechanism.faults(), SEARCH, List.of(first))
                .play(Files.createDirectory(folder.resolve("data")));
        System.out.println("without " + mechanism + ", seed " + SEED + ": " + outcome);
        assertThat(outcome.violations())
                .as("without " + mechanism + ", seed " + SEED)
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation.promise())
                        .isIn(Promise.OWN_INVALIDATION, Promise.COHERENCE, Promise.ONE_LOAD));
    }

    /** With all of them, the same faults and rules find nothing. */
    @Test
    void withAllMechanisms_nothingIsFound(@TempDir Path data) {
        Faults faults = new Faults(
                List.of(FaultKind.REFUSE, FaultKind.DEAF), Duration.ofSeconds(1), Duration.ofMillis(5_500), 1);
        Outcome outcome = run(Mechanism.FENCE, faults, CONTROL, List.of()).play(data);
        System.out.println("with all mechanisms, seed " + SEED + ": " + outcome);
        assertThat(outcome.violations()).as("seed " + SEED).isEmpty();
        assertThat(outcome.boundChecks()).isPositive();
        assertThat(outcome.ownChecks()).isPositive();
    }

    private static FaultRun run(Mechanism mechanism, Faults faults, Duration duration, List<Path> first) {
        return new FaultRun(SEED, mechanism.topology(), NODES, duration, mechanism.workload(), faults, RULES, first);
    }
}
