package io.tenantcache.ratelimit;

import io.tenantcache.Tenant;
import io.tenantcache.store.LimitCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The counters of this node by itself. Those that are idle go, two for each that is new, and two whenever that is asked for. */
final class LocalCounters implements LimitCounters {

    /** Who is counted: other limits of the same name count on. */
    private record Id(String tenant, String name, String subject) implements Comparable<Id> {

        private static final Comparator<Id> ORDER =
                Comparator.comparing(Id::tenant).thenComparing(Id::name).thenComparing(Id::subject);

        static Id of(Counter counter) {
            Tenant tenant = counter.tenant();
            return new Id(tenant.id(), counter.name(), counter.subject());
        }

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    /** A window under a lock; one that was removed counts nothing any more. */
    private static final class Cell {
        private final ReentrantLock lock = new ReentrantLock();
        private final SlidingWindow window = new SlidingWindow();
        private boolean removed;
    }

    private static final Duration LONGEST = Duration.ofDays(31);

    private final ConcurrentMap<Id, Cell> cells = new ConcurrentHashMap<>();
    private final Queue<Id> order = new ConcurrentLinkedQueue<>();
    private final LongSupplier nanoClock;

    LocalCounters(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public Answer decide(List<Counter> counters, long permits, Effect effect) {
        // In one order, so that two decisions never wait for each other.
        List<Id> ids = counters.stream().map(Id::of).sorted().toList();
        List<Cell> held = new ArrayList<>(ids.size());
        try {
            ids.forEach(id -> held.add(locked(id)));
            return decide(counters, new Held(ids, held), permits, effect);
        } finally {
            held.forEach(cell -> cell.lock.unlock());
        }
    }

    private record Held(List<Id> ids, List<Cell> cells) {
        SlidingWindow of(Counter counter) {
            return cells.get(ids.indexOf(Id.of(counter))).window;
        }
    }

    private Answer decide(List<Counter> counters, Held held, long permits, Effect effect) {
        long now = nowMicros();
        boolean admitted = true;
        List<State> states = states(counters, held, now, permits);
        for (State state : states) {
            admitted &= state.retryMicros() == 0;
        }
        if (!admitted || effect == Effect.NONE) {
            return new Answer(admitted, states, now);
        }
        for (Counter counter : counters) {
            held.of(counter).count(now, micros(counter.window()), permits);
        }
        return new Answer(true, states(counters, held, now, 0), now);
    }

    private static List<State> states(List<Counter> counters, Held held, long now, long permits) {
        List<State> states = new ArrayList<>(counters.size());
        for (Counter counter : counters) {
            states.add(held.of(counter).state(now, counter.limit(), micros(counter.window()), permits));
        }
        return states;
    }

    @SuppressWarnings("LockNotBeforeTry") // the caller unlocks it
    private Cell locked(Id id) {
        while (true) {
            Cell cell = cells.get(id);
            if (cell == null) {
                removeIdle();
                cell = cells.computeIfAbsent(id, absent -> {
                    order.add(absent);
                    return new Cell();
                });
            }
            cell.lock.lock();
            if (!cell.removed) {
                return cell;
            }
            cell.lock.unlock();
        }
    }

    /** Looks at the two that were not looked at for the longest time, and removes those that are idle. */
    void removeIdle() {
        for (int i = 0; i < 2; i++) {
            Id oldest = order.poll();
            Cell cell = oldest == null ? null : cells.get(oldest);
            if (oldest != null && cell != null && !removeIfIdle(oldest, cell)) {
                order.add(oldest);
            }
        }
    }

    /** Answers whether it is gone; one that is in use is not waited for. */
    private boolean removeIfIdle(Id id, Cell cell) {
        if (cell.lock.isHeldByCurrentThread() || !cell.lock.tryLock()) {
            return false;
        }
        try {
            if (!cell.window.isIdle(nowMicros())) {
                return false;
            }
            cell.removed = true;
            return cells.remove(id, cell);
        } finally {
            cell.lock.unlock();
        }
    }

    /** How many there are. */
    int size() {
        return cells.size();
    }

    private long nowMicros() {
        return TimeUnit.NANOSECONDS.toMicros(nanoClock.getAsLong());
    }

    private static long micros(Duration window) {
        return TimeUnit.NANOSECONDS.toMicros(window.toNanos());
    }

    @Override
    public Duration believable() {
        return LONGEST;
    }

    @Override
    public int nodes() {
        return 1;
    }
}
