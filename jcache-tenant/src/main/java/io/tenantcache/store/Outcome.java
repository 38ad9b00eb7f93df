package io.tenantcache.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of a write.
 *
 * @param applied whether its condition held
 * @param existed whether there was a live entry before
 * @param previous that entry, where it was asked for
 */
public record Outcome(
        boolean applied, boolean existed, @Nullable Entry previous) {}
