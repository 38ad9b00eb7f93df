package io.tenantcache.tier;

import org.jspecify.annotations.Nullable;

/**
 * What became of a mutation.
 *
 * @param applied whether it changed anything, or would have if that had not expired at once
 * @param existed whether there was a value before
 * @param previous that value, where it was asked for
 * @param failure what a mutation in bulk failed with; a single one throws it
 */
public record Result(
        boolean applied,
        boolean existed,
        @Nullable Object previous,
        @Nullable RuntimeException failure) {

    static Result failed(RuntimeException failure) {
        return new Result(false, false, null, failure);
    }

    /** Values are never printed. */
    @Override
    public String toString() {
        return "Result[applied=" + applied + "]";
    }
}
