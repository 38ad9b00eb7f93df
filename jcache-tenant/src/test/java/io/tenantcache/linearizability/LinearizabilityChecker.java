package io.tenantcache.linearizability;

import io.tenantcache.linearizability.Call.Step;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * The search of Wing and Gong ("Testing and Verifying Concurrent Objects", 1993): of the operations that have no place yet,
 * one may come next if none of the others ended before it began; try each whose answer is the one that it would get now,
 * and go on from there. What is possible from a point on depends only on which operations have their place and on the
 * value, not on their order, so no such pair is looked at twice (Lowe, "Testing for linearizability", 2017). A key's history
 * is checked by itself: linearizability is local.
 *
 * Operations of which one ends in the very nanosecond in which the other begins count as concurrent, which can only hide
 * a violation, never invent one.
 */
/** Decides whether the history of one key, which begins without a value, is linearizable. */
final class LinearizabilityChecker {

    /** What a search can come to. */
    enum Verdict {
        /** There is an order that explains all answers. */
        LINEARIZABLE,
        /** There is none. */
        VIOLATED,
        /** The search was given up: the history is too long, or too much of it went on at once. */
        UNDECIDED
    }

    private static final int MOST_POINTS = 300_000;

    /** The operations that have their place, and the value after them. */
    private record Point(BitSet placed, @Nullable Long value) {}

    /** By their ends: the first that has no place bounds what may come next. */
    private final List<Operation> history;

    private final int mostPoints;
    private final Set<Point> seen = new HashSet<>();
    private final Deque<Point> open = new ArrayDeque<>();

    private LinearizabilityChecker(List<Operation> history, int mostPoints) {
        this.history = history.stream()
                .sorted(Comparator.comparingLong(Operation::end))
                .toList();
        this.mostPoints = mostPoints;
    }

    static Verdict check(List<Operation> history) {
        return check(history, MOST_POINTS);
    }

    /** As {@link #check(List)}, giving up after that many points. */
    static Verdict check(List<Operation> history, int mostPoints) {
        return new LinearizabilityChecker(history, mostPoints).search();
    }

    private Verdict search() {
        open.push(new Point(new BitSet(), null));
        while (!open.isEmpty()) {
            Point point = open.pop();
            if (point.placed().cardinality() == history.size()) {
                return Verdict.LINEARIZABLE;
            }
            if (seen.size() > mostPoints) {
                return Verdict.UNDECIDED;
            }
            goOn(point);
        }
        return Verdict.VIOLATED;
    }

    private void goOn(Point point) {
        BitSet placed = point.placed();
        long firstEnd = history.get(placed.nextClearBit(0)).end();
        // The one that ended first is tried first: it lies on top.
        for (int i = placed.previousClearBit(history.size() - 1); i >= 0; i = placed.previousClearBit(i - 1)) {
            Operation candidate = history.get(i);
            if (candidate.begin() > firstEnd) {
                continue;
            }
            Step step = candidate.call().after(point.value());
            if (step.answer().equals(candidate.answer())) {
                BitSet next = (BitSet) placed.clone();
                next.set(i);
                reach(new Point(next, step.value()));
            }
        }
    }

    private void reach(Point point) {
        if (seen.add(point)) {
            open.push(point);
        }
    }
}
