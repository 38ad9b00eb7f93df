package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import java.util.function.Consumer;

/**
 * Where the events of one JVM come together. It takes the end of each itself, one at a time, so that they go on in the order of
 * their ends. A tick tells that all that ended before it is known.
 */
final class Recorder {

    private final Consumer<Event> sink;
    private long ticked = System.nanoTime();

    /** Hands events on to the sink, under its lock. */
    Recorder(Consumer<Event> sink) {
        this.sink = sink;
    }

    /** Records that something which began then has ended now. */
    synchronized void record(Kind kind, int node, Slot slot, long begin, String detail) {
        sink.accept(new Event(kind, node, slot, begin, System.nanoTime(), detail));
    }

    /** Records that a fault is about to begin, and answers when. */
    synchronized long recordFault(int node, String kind) {
        long now = System.nanoTime();
        sink.accept(new Event(Kind.FAULT, node, Slot.NONE, now, now, kind));
        return now;
    }

    /** Tells that nothing ended before now but what was recorded; and by its length, how late this comes. */
    synchronized void tick(int node) {
        long now = System.nanoTime();
        sink.accept(new Event(Kind.TICK, node, Slot.NONE, ticked, now, Event.NOTHING));
        ticked = now;
    }
}
