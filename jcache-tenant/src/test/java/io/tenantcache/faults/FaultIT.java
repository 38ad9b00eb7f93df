package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.faults.Event.Kind;
import io.tenantcache.faults.FaultRun.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes over a Redis, while all kinds of things go wrong. */
class FaultIT {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int NODES = Integer.getInteger("faults.nodes", 3);
    private static final Duration DURATION = Duration.ofSeconds(Long.getLong("faults.seconds", 60));

    private static final Topology TOPOLOGY = Topology.valueOf(System.getProperty("faults.topology", "STANDALONE"));

    static final Workload WORKLOAD = new Workload(40, 4, 150, 6, Duration.ofMillis(12), Duration.ofMillis(150));

    /** The longest pause of a client that reconnects, and then that of the breaker. */
    private static final Duration RECOVERY = Duration.ofSeconds(2 + 1);

    static final Rules RULES = new Rules(
            Duration.ofSeconds(2),
            Duration.ofMillis(1_500),
            RECOVERY,
            Duration.ofSeconds(2),
            FaultNode.TIMEOUT.multipliedBy(4),
            FaultNode.READ_BUDGET,
            Duration.ofMillis(300),
            Duration.ofSeconds(5),
            Rules.Loads.valueOf(System.getProperty("faults.loads", "ONE")),
            Rules.CutOff.valueOf(System.getProperty("faults.cutOff", "KEEPS_BOUND")));

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS) // as long as it is asked to
    void invariants_holdInAllFaults(@TempDir Path data, @TempDir Path first) {
        System.out.println("seed " + SEED);
        TOPOLOGY.plantIn(first);
        Outcome outcome = new FaultRun(
                        SEED, TOPOLOGY, NODES, DURATION, WORKLOAD, TOPOLOGY.faults(), RULES, List.of(first))
                .play(data);
        System.out.println(TOPOLOGY + ", seed " + SEED + ": " + outcome);
        assertThat(outcome.violations()).as("seed " + SEED).isEmpty();
        // What did not happen was not tested.
        FaultKind[] kinds = TOPOLOGY.faults().kinds().toArray(FaultKind[]::new);
        assertThat(outcome.tally().faults()).containsOnlyKeys(kinds);
        assertThat(outcome.tally().served())
                .containsOnlyKeys(kinds)
                .allSatisfy((kind, reads) -> assertThat(reads).isPositive());
        assertThat(Kind.values())
                .filteredOn(kind -> kind != Kind.THREW && kind != Kind.TICK)
                .allSatisfy(kind -> assertThat(outcome.tally().count(kind)).isPositive());
        assertThat(outcome.boundChecks()).isPositive();
        assertThat(outcome.ownChecks()).isPositive();
    }
}
