package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenantcache.faults.FaultRun.Outcome;
import io.tenantcache.faults.Violation.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checker can fail: without any one of the mechanisms, it finds what that one is there to prevent. */
class PlantedFaultIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final Duration SEARCH = Duration.ofSeconds(60);
    private static final Duration CONTROL = Duration.ofSeconds(20);
    private static final int NODES = 2;

    /** More changes of one key, for more to be missed; fewer of a cache, which would heal what was missed. */
    private static final Workload WORKLOAD = new Workload(40, 4, 400, 2, Duration.ofMillis(12), Duration.ofMillis(150));

    /** These faults are so short that nobody has waited for long when they end; the nodes say when they are over it. */
    private static final Rules RULES = FaultIT.RULES.withRecovery(Duration.ofMillis(1_500));

    @ParameterizedTest
    @EnumSource
    void withoutMechanism_isFound(Mechanism mechanism, @TempDir Path folder) throws Exception {
        assumeTrue(System.getProperty("faults.mechanism", mechanism.name()).equals(mechanism.name()));
        Path first = Files.createDirectory(folder.resolve("first"));
        mechanism.removeIn(first);
        Outcome outcome = play(mechanism.faults(), SEARCH, List.of(first), Files.createDirectory(folder.resolve("data")));
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
        Outcome outcome = play(faults, CONTROL, List.of(), data);
        System.out.println("with all mechanisms, seed " + SEED + ": " + outcome);
        assertThat(outcome.violations()).as("seed " + SEED).isEmpty();
        assertThat(outcome.boundChecks()).isPositive();
        assertThat(outcome.ownChecks()).isPositive();
    }

    private static Outcome play(Faults faults, Duration duration, List<Path> first, Path data) {
        return new FaultRun(SEED, Topology.STANDALONE, NODES, duration, WORKLOAD, faults, RULES, first).play(data);
    }
}
