package io.tenantcache.tier;

import io.tenantcache.store.Expectation;
import io.tenantcache.store.Write.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A mutation that does not depend on the current value, but at most on whether there is one: what a store can carry out in
 * one step.
 *
 * @param expected {@link Expectation#ANY}, {@link Expectation#ABSENT} or {@link Expectation#PRESENT}
 * @param value null removes
 * @param answer whether the value before is asked for
 * @param isLookup whether it counts as a hit or a miss
 * @param ttlMillis the life asked for; {@link #BY_POLICY} for what the cache's policy says
 */
public record Assignment(Expectation expected, @Nullable Object value, Answer answer, boolean isLookup, long ttlMillis)
        implements Mutation {

    /** The life that the cache's expiry policy says. */
    public static final long BY_POLICY = -2;

    /** A value, whatever was there. */
    public static Assignment put(Object value) {
        return new Assignment(Expectation.ANY, value, Answer.EXISTENCE, false, BY_POLICY);
    }

    /** No value, whatever was there. */
    public static Assignment remove() {
        return new Assignment(Expectation.ANY, null, Answer.EXISTENCE, false, BY_POLICY);
    }

    /** With another condition, as a look-up. */
    public static Assignment when(Expectation expected, @Nullable Object value, Answer answer) {
        return new Assignment(expected, value, answer, true, BY_POLICY);
    }

    @Override
    public Change of(@Nullable Object current) {
        boolean holds = switch (expected.kind()) {
            case ABSENT -> current == null;
            case PRESENT -> current != null;
            default -> true;
        };
        if (!holds) {
            return new Change.Keep();
        }
        return value == null ? new Change.Remove() : new Change.Set(value, ttlMillis);
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Assignment[" + expected.kind() + "]";
    }
}
