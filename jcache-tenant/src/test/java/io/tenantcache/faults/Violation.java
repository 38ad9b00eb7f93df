package io.tenantcache.faults;

import java.util.List;

/**
 * A promise that was not kept.
 *
 * @param promise which
 * @param event by which it was seen
 * @param explanation what should have been
 * @param around what happened around it, in the order of the ends
 */
record Violation(Promise promise, Event event, String explanation, List<Event> around) {

    /** What is promised; the numbers are those of the design's invariants. */
    enum Promise {
        /** 1: what is read is a value of the tenant, the cache and the key that were asked for. */
        ISOLATION,
        /** 1: a value is one that the source had. */
        REALITY,
        /** 2 and 3: a node that invalidated reads nothing older. */
        OWN_INVALIDATION,
        /** 2 and 3: past the bound, no node reads what was outdated. */
        COHERENCE,
        /** 4: one load at a time of one key. */
        ONE_LOAD,
        /** 6: an operation takes no longer than its budget. */
        BUDGET,
        /** 6: no operation fails for the sake of Redis. */
        NO_FAILURE,
        /** 3 and 6: a node uses Redis again soon after that is well. */
        RECOVERY
    }

    /** The violation and what led to it, in milliseconds before and after it was seen. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append(promise)
                .append(" was not kept: ")
                .append(explanation)
                .append('\n')
                .append("  ")
                .append(event.describe(event.end()))
                .append("\n  around it:\n");
        around.forEach(
                other -> text.append("  ").append(other.describe(event.end())).append('\n'));
        return text.toString();
    }
}
