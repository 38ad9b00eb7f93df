package io.tenantcache.store;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a read.
 *
 * @param entry null for a miss
 * @param stamp after a miss, a value that is loaded now is filled
 *     {@linkplain Expectation#unchangedSince(Stamp) unchanged since} it
 * @param leasedMillis for how long to wait for another caller who has the lease of the key; 0 if there is none
 */
public record Lookup(@Nullable Entry entry, Stamp stamp, long leasedMillis) {

    /** The answer where there are no leases. */
    public Lookup(@Nullable Entry entry, Stamp stamp) {
        this(entry, stamp, 0);
    }
}
