package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import io.tenantcache.faults.FaultKind.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Nodes that work at random while things go wrong, and what came of it.
 *
 * @param seed of all that is random; the threads' timing is not
 * @param topology how Redis is set up
 * @param nodes how many JVMs
 * @param duration how long at least, unless a violation ends it: each kind of fault comes once
 * @param first what stands on the nodes' class path before what is tested
 */
record FaultRun(
        long seed,
        Topology topology,
        int nodes,
        Duration duration,
        Workload workload,
        Faults faults,
        Rules rules,
        List<Path> first) {

    private static final Duration AFTERMATH = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Reads of the source: most at once, some so late that the value may be outdated by then. */
    private static final double SLOW_SHARE = 0.3;

    /**
     * What came of a run.
     *
     * @param boundChecks the reads that prove something of coherence between nodes
     * @param ownChecks the reads that prove something of what a node invalidated itself
     */
    record Outcome(List<Violation> violations, Tally tally, long boundChecks, long ownChecks, Duration took) {
        @Override
        public String toString() {
            return "took " + took.toMillis() + " ms, " + tally + ", reads past the bound " + boundChecks
                    + ", reads after an own change " + ownChecks + ", violations " + violations.size();
        }
    }

    /** What happens in a run. */
    interface Script {
        /**
         * Happens.
         *
         * @param violated becomes true as soon as something was found
         */
        void play(Nodes nodes, Recorder recorder, Tally tally, AtomicBoolean violated);
    }

    /** Breaks things at random; a first violation ends it. */
    Outcome play(Path data) {
        return play(data, this::breakThings, event -> {});
    }

    /**
     * Has that happen.
     *
     * @param also hears of all events, in the order of the ends, on one thread at a time
     */
    Outcome play(Path data, Script script, Consumer<Event> also) {
        long start = System.nanoTime();
        Tally tally = new Tally();
        Checker checker = new Checker(rules);
        AtomicBoolean violated = new AtomicBoolean();
        // One recorder for each node, and that of this JVM.
        History history = new History(nodes + 1, event -> {
            tally.accept(event);
            checker.accept(event);
            also.accept(event);
            violated.set(checker.isViolated());
        });
        Recorder recorder = new Recorder(event -> history.add(nodes, event));
        var slowness = new Source.Slowness(seed, SLOW_SHARE, workload.slowest().toMillis());
        try (Source source = new Source(recorder, history::add, slowness);
                Nodes all = Nodes.started(this, data, source.port());
                Ticker ticker = new Ticker(() -> recorder.tick(Event.ALL_NODES))) {
            ticker.start();
            script.play(all, recorder, tally, violated);
            pass(AFTERMATH);
        }
        history.end();
        return new Outcome(
                checker.violations(),
                tally,
                checker.boundChecks(),
                checker.ownChecks(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** One node after the other is the one that is cut off: what the others see has no excuse meanwhile. */
    private void breakThings(Nodes all, Recorder recorder, Tally tally, AtomicBoolean violated) {
        Random random = new Random(seed);
        long end = System.nanoTime() + duration.toNanos();
        List<FaultKind> deck = faults.shuffled(random);
        int victim = random.nextInt(all.size());
        boolean everyKindCame = deck.isEmpty();
        all.tellAll("play");
        while (!violated.get() && !(everyKindCame && System.nanoTime() - end >= 0)) {
            if (deck.isEmpty()) {
                deck = faults.shuffled(random);
                victim = (victim + 1) % all.size();
            }
            pass(faults.calm(random), violated);
            if (!deck.isEmpty() && !violated.get()) {
                breakOne(deck.remove(0), new Scene(all.servers(), victim, random), recorder, tally);
                everyKindCame |= deck.isEmpty();
            }
        }
        if (!violated.get()) {
            // While they still play: a breaker waits for somebody who tries.
            all.awaitUse();
        }
        all.tellAll("stop");
    }

    private void breakOne(FaultKind kind, Scene scene, Recorder recorder, Tally tally) {
        int befallen = kind.befallsAll() ? Event.ALL_NODES : scene.node();
        long begin = recorder.recordFault(befallen, kind.name());
        kind.begin(scene);
        pass(faults.length(kind, scene.random()));
        awaitService(kind, tally);
        kind.end(scene);
        recorder.record(Kind.HEALED, befallen, Slot.NONE, begin, kind.name());
    }

    /** A fault in which nobody was served proves nothing: on a loaded machine it takes longer until somebody is. */
    private static void awaitService(FaultKind kind, Tally tally) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!tally.hasServed(kind) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Lets the time pass: it is what a run consists of. */
    static void pass(Duration time) {
        pass(time, new AtomicBoolean());
    }

    private static void pass(Duration time, AtomicBoolean enough) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !enough.get(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, 20_000_000));
        }
    }
}
