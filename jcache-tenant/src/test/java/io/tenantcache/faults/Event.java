package io.tenantcache.faults;

import java.time.Duration;
import java.util.List;

/**
 * Something that happened.
 *
 * <p>The times are {@link System#nanoTime}. On Linux that is the machine's monotonic clock, the same in all JVMs; a run
 * {@linkplain Nodes checks} that it is.
 *
 * @param node the node that did it or, in a {@link Kind#FAULT}, that it befell; {@link #ALL_NODES} for all of them
 * @param begin before it was asked
 * @param end after it was answered
 * @param detail a word: what was read, the version that was put, the exception, the kind of fault
 */
record Event(Kind kind, int node, Slot slot, long begin, long end, String detail) {

    static final int ALL_NODES = -1;
    /** The detail of a read that found nothing. */
    static final String NOTHING = "-";

    /** The detail of a {@link Kind#LOAD_ALL} of keys whether there is an entry or not. */
    static final String REPLACING = "replacing";

    private static final int FIELDS = 8;

    /** What can happen. */
    enum Kind {
        /** A read of one key. */
        READ,
        /** A read of one key as one of many. */
        READ_IN_BULK,
        /** Keys were loaded in the background. */
        LOAD_ALL,
        PUT,
        REMOVE,
        INVALIDATE,
        /** An operation failed. */
        THREW,
        /** The source got a new version of a key: that of the detail. */
        BUMP,
        /** The source was asked for a key by a node, and answered the version of the detail. */
        LOAD,
        /** The source was asked for a key as one of many. */
        LOAD_IN_BULK,
        /** A fault begins, or might. */
        FAULT,
        /** It has ended: the event's begin is that of the fault. */
        HEALED,
        /** A node does without Redis: since the begin, at the earliest. */
        AWAY,
        /** It uses Redis again: the event's begin is that of its {@link #AWAY}. */
        BACK,
        /** Nothing: the time goes on. It begins with the one before: a long one tells that no thread ran. */
        TICK;

        boolean isRead() {
            return this == READ || this == READ_IN_BULK;
        }

        /** Whether older values must not be read after it. */
        boolean isChange() {
            return this == PUT || this == REMOVE || this == INVALIDATE;
        }

        /** Whether the cache was asked something: it has a budget. */
        boolean isOperation() {
            return isRead() || isChange() || this == LOAD_ALL || this == THREW;
        }
    }

    boolean overlaps(long from, long to) {
        return begin <= to && end >= from;
    }

    /** How long it took. */
    Duration duration() {
        return Duration.ofNanos(end - begin);
    }

    /** A line that {@link #parse} reads. */
    String format() {
        return String.join(
                " ",
                kind.name(),
                Integer.toString(node),
                slot.tenant(),
                slot.cache(),
                slot.key(),
                Long.toString(begin),
                Long.toString(end),
                detail);
    }

    static Event parse(String line) {
        List<String> fields = List.of(line.split(" ", FIELDS));
        return new Event(
                Kind.valueOf(fields.get(0)),
                Integer.parseInt(fields.get(1)),
                new Slot(fields.get(2), fields.get(3), fields.get(4)),
                Long.parseLong(fields.get(5)),
                Long.parseLong(fields.get(6)),
                fields.get(7));
    }

    /** For people, with times in milliseconds after that moment. */
    String describe(long zero) {
        return String.format(
                "%10.3f to %10.3f  %s %-12s %s %s",
                (begin - zero) / 1e6,
                (end - zero) / 1e6,
                node == ALL_NODES ? "all   " : "node " + node,
                kind,
                slot.equals(Slot.NONE) ? "" : slot,
                detail);
    }
}
