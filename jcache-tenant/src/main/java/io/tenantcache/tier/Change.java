package io.tenantcache.tier;

import io.tenantcache.EntryOptions;

/** What a {@link Mutation} makes of the current value. */
public sealed interface Change {

    /** Leaves it as it is. */
    record Keep() implements Change {}

    /** Leaves it as it is, and has read it. */
    record Access() implements Change {}

    /** Removes it. */
    record Remove() implements Change {}

    /**
     * Puts another in its place.
     *
     * @param options what the value is stored with
     */
    record Set(Object value, EntryOptions options) implements Change {

        /** With the life that the cache's policy says, and no tags. */
        public Set(Object value) {
            this(value, EntryOptions.none());
        }

        /** Values are never printed. */
        @Override
        public String toString() {
            return "Set";
        }
    }

    /**
     * Puts a value in its place that the source has, so that it is neither written to it nor counted as a put. As any load it is not
     * stored if the key was invalidated since it began.
     */
    record Load(Object value) implements Change {

        /** Values are never printed. */
        @Override
        public String toString() {
            return "Load";
        }
    }
}
