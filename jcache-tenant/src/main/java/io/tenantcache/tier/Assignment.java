package io.tenantcache.tier;

import io.tenantcache.EntryOptions;
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
 * @param options what the value is stored with
 */
public record Assignment(
        Expectation expected, @Nullable Object value, Answer answer, boolean isLookup, EntryOptions options)
        implements Mutation {

    /** A value, whatever was there. */
    public static Assignment put(Object value) {
        return put(value, EntryOptions.none());
    }

    /** A value with those options, whatever was there. */
    public static Assignment put(Object value, EntryOptions options) {
        return new Assignment(Expectation.ANY, value, Answer.EXISTENCE, false, options);
    }

    /** No value, whatever was there. */
    public static Assignment remove() {
        return new Assignment(Expectation.ANY, null, Answer.EXISTENCE, false, EntryOptions.none());
    }

    /** With another condition, as a look-up. */
    public static Assignment when(Expectation expected, @Nullable Object value, Answer answer) {
        return new Assignment(expected, value, answer, true, EntryOptions.none());
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
        return value == null ? new Change.Remove() : new Change.Set(value, options);
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Assignment[" + expected.kind() + "]";
    }
}
