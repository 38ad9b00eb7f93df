package io.tenantcache.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** When the threads of a JVM did not run, as far as the one that ticks can tell: nobody else is to blame for that time. */
final class Stalls {

    private static final int MOST = 5_000;

    private final Deque<Event> late = new ArrayDeque<>();

    /** A tick that came late: it begins with the one before. */
    void add(Event tick) {
        late.addLast(tick);
        if (late.size() > MOST) {
            late.removeFirst();
        }
    }

    /** How much of that time the node, or the JVM in which the proxies are, did not run. */
    long within(int node, long from, long to) {
        long sum = 0;
        // The last ones first: nearly always, no other matters.
        for (Iterator<Event> all = late.descendingIterator(); all.hasNext(); ) {
            Event stall = all.next();
            if (stall.end() < from) {
                return sum;
            }
            if (stall.node() == node || stall.node() == Event.ALL_NODES) {
                sum += Math.max(0, Math.min(to, stall.end()) - Math.max(from, stall.begin()));
            }
        }
        return sum;
    }
}
