package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Brings the events of several recorders, each in the order of the ends, into one such order. Thread safe. */
final class History {

    /** A recorder that is silent for so long has ended, or the machine can not keep up. */
    private static final int MOST_WAITING = 2_000_000;

    /** Of the ticks, only those that are so late are told. */
    private static final Duration STALL = Duration.ofMillis(50);

    private final PriorityQueue<Event> waiting = new PriorityQueue<>(Comparator.comparingLong(Event::end));
    private final long[] known;
    private final Consumer<Event> sink;

    /** Of that many recorders; the sink is called under its lock. */
    History(int recorders, Consumer<Event> sink) {
        this.known = new long[recorders];
        this.sink = sink;
        Arrays.fill(known, Long.MIN_VALUE);
    }

    /** The next event of that recorder. */
    synchronized void add(int recorder, Event event) {
        if (event.end() < known[recorder]) {
            throw new IllegalStateException("The events of recorder " + recorder + " are out of order");
        }
        known[recorder] = event.end();
        if (event.kind() != Kind.TICK || event.duration().compareTo(STALL) > 0) {
            waiting.add(event);
        }
        if (waiting.size() > MOST_WAITING) {
            throw new IllegalStateException("A recorder is silent: " + Arrays.toString(known));
        }
        long settled = Arrays.stream(known).min().orElseThrow();
        // What ends at that very moment can still come.
        while (!waiting.isEmpty() && waiting.element().end() < settled) {
            sink.accept(waiting.remove());
        }
    }

    /** Nothing more comes from any of them. */
    synchronized void end() {
        while (!waiting.isEmpty()) {
            sink.accept(waiting.remove());
        }
    }
}
