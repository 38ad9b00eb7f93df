package io.tenantcache.store;

/**
 * One conditional write of one key: the compare-and-set primitive from which every operation is made.
 *
 * @param key the key, owned by the store from now on
 * @param expected the condition
 * @param effect what becomes of the key if the condition holds
 * @param answer what is asked of the entry that was there before
 */
public record Write(Object key, Expectation expected, Effect effect, Answer answer) {

    /** What a write makes of its key. */
    public sealed interface Effect {}

    /**
     * Stores a value.
     *
     * @param payload the value
     * @param revision the entry's revision
     * @param createdMillis its life, in milliseconds, if there was no entry before; more than 0
     * @param updatedMillis its life if there was one; more than 0, or {@link Entry#UNCHANGED} for what is left of that one's
     */
    public record Store(Payload payload, long revision, long createdMillis, long updatedMillis) implements Effect {

        /** A value of a life that does not depend on what was there. */
        public static Store of(Payload payload, long revision, long ttlMillis) {
            return new Store(payload, revision, ttlMillis, ttlMillis);
        }

        /**
         * The entry that this left behind.
         *
         * @param previousMillis what was left of the life of the entry before; below 0 if there was none
         */
        public Entry after(long previousMillis) {
            long updated = updatedMillis == Entry.UNCHANGED ? previousMillis : updatedMillis;
            return new Entry(payload, revision, previousMillis < 0 ? createdMillis : updated);
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

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "Write[" + expected.kind() + "]";
    }
}
