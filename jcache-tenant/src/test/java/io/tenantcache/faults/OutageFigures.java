package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.faults.Event.Kind;
import io.tenantcache.faults.FaultRun.Outcome;
import io.tenantcache.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis is killed under a steady load and comes back with its data: what the callers notice of it, and what is forgotten. Run by name
 * alone: its times mean something on a machine that does nothing else.
 */
class OutageFigures {

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int NODES = 3;
    private static final int REQUESTS_PER_SECOND = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("outage.seconds", 10));
    private static final Duration AFTER = Duration.ofSeconds(5);

    private static final Workload WORKLOAD = new Workload(200, 1, 0, 0, Duration.ZERO, Duration.ofMillis(1));

    private final List<Event> changes = new ArrayList<>();
    private final Map<Slot, Register> source = new HashMap<>();
    private final List<Event> reads = new ArrayList<>();
    private long began;
    private long killed;
    private long back;
    private long recovered;
    private long ended;
    private volatile long swept = Long.MAX_VALUE;
    private final AtomicInteger readsOfSweep = new AtomicInteger();
    private List<Figures> figures = List.of();

    @Test
    void redisKilled(@TempDir Path data) {
        var run =
                new FaultRun(SEED, Topology.STANDALONE, NODES, OUTAGE, WORKLOAD, Faults.NONE, FaultIT.RULES, List.of());
        Outcome outcome = run.play(data, this::play, this::remember);
        List<Event> journalled = changes.stream()
                .filter(change -> change.begin() >= killed && change.end() <= back)
                .toList();
        List<Event> lost = journalled.stream().filter(this::isLost).toList();
        System.out.println("seed " + SEED);
        System.out.printf(
                "%d requests/s over %d nodes, Redis killed for %.1f s, used by all nodes again after %.1f s more%n",
                REQUESTS_PER_SECOND, NODES, (back - killed) / 1e9, (recovered - back) / 1e9);
        System.out.println("before:        " + figures.get(0));
        System.out.println("in the outage: " + figures.get(1));
        System.out.println("afterwards:    " + figures.get(2));
        System.out.printf(
                "failed: %d; stale past the bound: %d, of %d reads that could have been; invalidations in the outage: %d, not applied: %d%n",
                outcome.tally().count(Kind.THREW),
                outcome.violations().size(),
                outcome.boundChecks(),
                journalled.size(),
                lost.size());
        assertThat(outcome.violations()).as("seed %d", SEED).isEmpty();
        assertThat(outcome.tally().count(Kind.THREW)).isZero();
        assertThat(outcome.boundChecks()).isPositive();
        assertThat(journalled).isNotEmpty();
        assertThat(lost)
                .as(() -> "read in the end: "
                        + reads.stream()
                                .filter(read -> lost.stream()
                                        .anyMatch(change -> change.slot().equals(read.slot())))
                                .toList())
                .isEmpty();
        // All of them were made: a machine that cannot keep up proves nothing of the cache.
        long expected =
                REQUESTS_PER_SECOND * (ended - began) / Duration.ofSeconds(1).toNanos();
        assertThat(figures.stream().mapToLong(Figures::count).sum()).isGreaterThan(expected * 9 / 10);
    }

    private void play(Nodes nodes, Recorder recorder, Tally tally, AtomicBoolean violated) {
        for (int i = 0; i < NODES; i++) {
            nodes.servers().way(i).usualDelay(Duration.ZERO);
        }
        nodes.tellAll("requests", Integer.toString(REQUESTS_PER_SECOND / NODES));
        FaultRun.pass(WARM_UP);
        began = System.nanoTime();
        FaultRun.pass(BEFORE);
        killed = recorder.recordFault(Event.ALL_NODES, FaultKind.KILL.name());
        nodes.servers().masters().forEach(redis -> redis.kill());
        FaultRun.pass(OUTAGE);
        nodes.servers().masters().forEach(redis -> redis.start());
        recorder.record(Kind.HEALED, Event.ALL_NODES, Slot.NONE, killed, FaultKind.KILL.name());
        back = System.nanoTime();
        nodes.awaitUse();
        recovered = System.nanoTime();
        FaultRun.pass(AFTER);
        nodes.tellAll("stop");
        ended = System.nanoTime();
        // By now everybody must have heard of everything.
        FaultRun.pass(FaultIT.RULES.bound().plus(FaultIT.RULES.margin()));
        swept = System.nanoTime();
        nodes.tellAll("sweep");
        int everything = NODES * WORKLOAD.keys() * Workload.CACHES.size() * Workload.TENANTS.size();
        Awaitility.await("what was read is known")
                .atMost(Duration.ofSeconds(30))
                .until(() -> readsOfSweep.get() >= everything);
        figures = List.of(took(nodes, began, killed), took(nodes, killed, recovered), took(nodes, recovered, ended));
    }

    private static Figures took(Nodes nodes, long from, long to) {
        return Figures.of(nodes.tellAll("took", Long.toString(from), Long.toString(to)).stream()
                .flatMap(times -> times.isEmpty() ? Stream.empty() : Arrays.stream(times.split(",", -1)))
                .mapToLong(Long::parseLong)
                .toArray());
    }

    private void remember(Event event) {
        switch (event.kind()) {
            case BUMP ->
                source.computeIfAbsent(event.slot(), absent -> new Register()).bumped(event);
            case INVALIDATE -> changes.add(event);
            case READ -> {
                if (event.begin() >= swept) {
                    reads.add(event);
                    readsOfSweep.incrementAndGet();
                }
            }
            default -> {
                // Not of what this is about.
            }
        }
    }

    /** Whether a node reads something older in the end, or does not read the key at all. */
    private boolean isLost(Event change) {
        long due = source.getOrDefault(change.slot(), new Register()).versionAt(change.begin());
        List<Event> last =
                reads.stream().filter(read -> read.slot().equals(change.slot())).toList();
        return last.size() < NODES
                || last.stream()
                        .anyMatch(read -> !read.detail().equals(Event.NOTHING)
                                && read.slot().version(read.detail()) < due);
    }
}
