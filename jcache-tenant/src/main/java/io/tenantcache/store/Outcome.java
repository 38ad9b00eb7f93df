package io.tenantcache.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of a write.
 *
 * @param applied whether its condition held
 * @param previousMillis what was left of the life of the entry before; {@link #NONE} if there was no live one
 * @param previous that entry, where it was asked for
 */
public record Outcome(
        boolean applied, long previousMillis, @Nullable Entry previous) {

    /** The life of an entry that is not there. */
    public static final long NONE = -1;

    /** Whether there was a live entry before. */
    public boolean existed() {
        return previousMillis != NONE;
    }
}
