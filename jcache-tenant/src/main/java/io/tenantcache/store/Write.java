package io.tenantcache.store;

import org.jspecify.annotations.Nullable;

/**
 * One conditional write of one key: the compare-and-set primitive from which every operation is made.
 *
 * @param key the key, owned by the store from now on
 * @param expected the condition
 * @param entry what is written; null removes the key
 * @param answer what is asked of the entry that was there before
 */
public record Write(
        Object key, Expectation expected, @Nullable Entry entry, Answer answer) {

    /** What a write tells of the entry that was there before. */
    public enum Answer {
        /** Whether there was one. */
        EXISTENCE,
        /** The entry itself. */
        PREVIOUS
    }

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "Write[" + expected.kind() + "]";
    }
}
