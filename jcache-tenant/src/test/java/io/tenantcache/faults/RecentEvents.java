package io.tenantcache.faults;

import io.tenantcache.faults.Event.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened lately, for explanations. */
final class RecentEvents {

    private static final long AGE = Duration.ofSeconds(20).toNanos();
    private static final int MOST = 100_000;
    private static final int MOST_TOLD = 80;

    private final Deque<Event> events = new ArrayDeque<>();

    void add(Event event) {
        events.addLast(event);
        while (events.size() > MOST || event.end() - events.getFirst().end() > AGE) {
            events.removeFirst();
        }
    }

    /** The last events that concern the slot, faults included. Of reads that answered the same, only the first is told. */
    List<Event> around(Slot slot) {
        Deque<Event> told = new ArrayDeque<>();
        for (Event event : events) {
            boolean concerns = event.kind() == Kind.FAULT
                    || event.kind() == Kind.HEALED
                    || event.slot().covers(slot);
            if (concerns && !repeats(told.peekLast(), event)) {
                told.addLast(event);
            }
        }
        while (told.size() > MOST_TOLD) {
            told.removeFirst();
        }
        return List.copyOf(told);
    }

    private static boolean repeats(@Nullable Event last, Event event) {
        return last != null
                && event.kind().isRead()
                && last.kind().isRead()
                && last.node() == event.node()
                && last.detail().equals(event.detail());
    }
}
