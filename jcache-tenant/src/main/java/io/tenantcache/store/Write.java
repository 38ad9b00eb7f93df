package io.tenantcache.store;

import java.util.ArrayList;
import java.util.List;

/**
 * One conditional write of one key: the compare-and-set primitive from which every operation is made.
 *
 * @param key the key, owned by the store from now on
 * @param expected the condition
 * @param effect what becomes of the key if the condition holds
 * @param answer what is asked of the entry that was there before
 */
public record Write(Object key, Expectation expected, Effect effect, Answer answer) {

    private static final int PART = 500;

    /** Bytes of values of one part, beyond the first value. */
    private static final int PART_BYTES = 4 << 20;

    /** What a write makes of its key. */
    public sealed interface Effect {}

    /**
     * Stores a value.
     *
     * @param payload the value
     * @param revision the entry's revision
     * @param createdMillis its life, in milliseconds, if there was no entry before; more than 0
     * @param updatedMillis its life if there was one; more than 0, or {@link Entry#UNCHANGED} for what is left of that one's
     * @param freshness what else is to be known of its age
     */
    public record Store(Payload payload, long revision, long createdMillis, long updatedMillis, Freshness freshness)
            implements Effect {

        /** A value of a life that does not depend on what was there. */
        public static Store of(Payload payload, long revision, long ttlMillis) {
            return new Store(payload, revision, ttlMillis, ttlMillis, Freshness.NONE);
        }

        /**
         * The entry that this left behind.
         *
         * @param previousMillis what was left of the life of the entry before; below 0 if there was none
         */
        public Entry after(long previousMillis) {
            long updated = updatedMillis == Entry.UNCHANGED ? previousMillis : updatedMillis;
            return new Entry(payload, revision, previousMillis < 0 ? createdMillis : updated, freshness);
        }
    }

    /** Removes the entry; what is being loaded for the key meanwhile is not stored. */
    public record Remove() implements Effect {}

    /**
     * Changes the life of the entry and nothing else, its revision included.
     *
     * @param ttlMillis its life from now on; more than 0
     */
    public record Expire(long ttlMillis) implements Effect {}

    /** What a write tells of the entry that was there before. */
    public enum Answer {
        /** Whether there was one, and its life. */
        EXISTENCE,
        /** The entry itself. */
        PREVIOUS
    }

    /** The writes in parts that a remote store carries out in a step each: more of them would hold up its other clients. */
    public static List<List<Write>> inParts(List<Write> writes) {
        List<List<Write>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < writes.size(); to++) {
            if (to - from == PART || bytes > PART_BYTES) {
                parts.add(writes.subList(from, to));
                from = to;
                bytes = 0;
            }
            bytes += writes.get(to).effect() instanceof Store store
                    ? store.payload().requireEncoded().length()
                    : 0;
        }
        parts.add(writes.subList(from, writes.size()));
        return parts;
    }

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "Write[" + expected.kind() + "]";
    }
}
