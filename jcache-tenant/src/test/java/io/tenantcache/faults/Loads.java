package io.tenantcache.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Finds loads of one key that overlap for no reason. Reasons are a fault, a change that covers the key (also one that its
 * node had to tell later, or a replacement that Redis did not get), that one of them was to replace what there is, and that its caller had waited before for as long as Redis gets: on a loaded machine that happens
 * without a fault.
 * A pair is judged once all that may be the reason must have ended.
 */
final class Loads {

    private final long longestOperation;
    private final long readBudget;
    private final FaultWindows faults;
    private final Map<Slot, Deque<Event>> loads = new HashMap<>();
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private final Deque<Event> reasons = new ArrayDeque<>();
    private final Deque<Event> slow = new ArrayDeque<>();
    private final Deque<Event> replacing = new ArrayDeque<>();

    private record Pair(Event first, Event second) {
        long begin() {
            return Math.min(first.begin(), second.begin());
        }

        long end() {
            return Math.max(first.end(), second.end());
        }
    }

    /**
     * With nothing seen yet.
     *
     * @param longestOperationNanos the longest time between the begin and the end of a change
     * @param readBudgetNanos after which a read loads without a lease
     * @param faults when a lease may have been lost
     */
    Loads(long longestOperationNanos, long readBudgetNanos, FaultWindows faults) {
        this.readBudget = readBudgetNanos;
        this.longestOperation = longestOperationNanos;
        this.faults = faults;
    }

    /** The next event; the pairs that it shows to be overlapping are told. */
    void add(Event event, BiConsumer<Event, Event> overlapping) {
        switch (event.kind()) {
            case LOAD, LOAD_IN_BULK -> pair(event);
            case PUT, REMOVE, INVALIDATE -> reasons.addLast(event);
            case READ, READ_IN_BULK, LOAD_ALL, THREW -> {
                if (event.detail().equals(Event.REPLACING)
                        && faults.touched(event.node(), event.begin(), event.end())) {
                    reasons.addLast(event);
                }
                if (event.end() - event.begin() >= readBudget) {
                    slow.addLast(event);
                }
                if (event.detail().equals(Event.REPLACING)) {
                    replacing.addLast(event);
                }
            }
            default -> {
                // Neither a load nor a reason.
            }
        }
        judge(event.end(), overlapping);
    }

    private void pair(Event load) {
        Deque<Event> before = loads.computeIfAbsent(load.slot(), absent -> new ArrayDeque<>());
        for (Event other : before) {
            if (other.overlaps(load.begin(), load.end())) {
                pairs.addLast(new Pair(other, load));
            }
        }
        before.addLast(load);
        before.removeIf(other -> load.end() - other.end() > longestOperation);
    }

    private void judge(long now, BiConsumer<Event, Event> overlapping) {
        while (!pairs.isEmpty() && now - pairs.getFirst().end() > longestOperation) {
            Pair pair = pairs.removeFirst();
            if (!isExcused(pair)) {
                overlapping.accept(pair.first(), pair.second());
            }
        }
        // What cannot be told yet is a reason for as long.
        reasons.removeIf(change -> now - change.end() > 4 * longestOperation && told(change) < now);
        forget(slow, now);
        forget(replacing, now);
    }

    private void forget(Deque<Event> events, long now) {
        while (!events.isEmpty() && now - events.getFirst().end() > 4 * longestOperation) {
            events.removeFirst();
        }
    }

    private boolean isExcused(Pair pair) {
        // A lease is taken some time before the source is asked.
        long from = pair.begin() - longestOperation;
        return faults.touched(pair.first().node(), from, pair.end())
                || faults.touched(pair.second().node(), from, pair.end())
                || isExcused(pair.first())
                || isExcused(pair.second())
                || reasons.stream()
                        .anyMatch(reason -> reason.slot().covers(pair.first().slot())
                                && reason.begin() <= pair.end()
                                && told(reason) >= from);
    }

    /** When a change has voided the last lease: what could not be told to Redis is told when its node has recovered. */
    private long told(Event change) {
        return faults.recovered(change.node(), change.begin(), change.end());
    }

    private boolean isExcused(Event load) {
        return slow.stream().anyMatch(read -> read.begin() + readBudget <= load.begin() && mayBeOf(load, read))
                || replacing.stream().anyMatch(read -> mayBeOf(load, read));
    }

    private static boolean mayBeOf(Event load, Event read) {
        return read.node() == load.node()
                && read.slot().covers(load.slot())
                && read.begin() <= load.begin()
                && read.end() >= load.end();
    }
}
