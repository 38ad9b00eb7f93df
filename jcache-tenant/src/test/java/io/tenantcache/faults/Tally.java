package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Counts what happened, to tell whether a run proved anything. */
final class Tally {

    private final Map<Kind, Long> events = new EnumMap<>(Kind.class);
    private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
    /** This alone is read while the run goes on. */
    private final Map<FaultKind, Long> served = new ConcurrentSkipListMap<>();

    private final Map<Event, FaultKind> current = new HashMap<>();
    private long longestNanos;

    void accept(Event event) {
        events.merge(event.kind(), 1L, Long::sum);
        if (event.kind() == Kind.FAULT) {
            FaultKind kind = FaultKind.valueOf(event.detail());
            faults.merge(kind, 1L, Long::sum);
            current.put(event, kind);
        } else if (event.kind() == Kind.HEALED) {
            current.keySet().removeIf(fault -> fault.begin() == event.begin() && fault.node() == event.node());
        } else if (event.kind().isOperation()) {
            longestNanos = Math.max(longestNanos, event.end() - event.begin());
        }
        if (event.kind().isRead() && !event.detail().equals(Event.NOTHING)) {
            current.forEach((fault, kind) -> {
                if (event.begin() > fault.begin() && (kind.befallsAll() || fault.node() == event.node())) {
                    served.merge(kind, 1L, Long::sum);
                }
            });
        }
    }

    /** How many of them there were. */
    long count(Kind kind) {
        return events.getOrDefault(kind, 0L);
    }

    /** How often each kind of fault began. */
    Map<FaultKind, Long> faults() {
        return faults;
    }

    /** How many reads were answered with a value while a fault of that kind befell their node. */
    Map<FaultKind, Long> served() {
        return served;
    }

    /** Whether a read was; for any thread. */
    boolean hasServed(FaultKind kind) {
        return served.containsKey(kind);
    }

    @Override
    public String toString() {
        return "events " + events + ", longest operation " + longestNanos / 1_000_000 + " ms, faults " + faults
                + ", reads served in them " + served;
    }
}
