package io.tenantcache.store;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a read.
 *
 * @param entry null for a miss
 * @param stamp the position before the answer: a value loaded after a miss is filled
 *     {@linkplain Expectation#unchangedSince(Stamp) unchanged since} it
 */
public record Lookup(@Nullable Entry entry, Stamp stamp) {}
