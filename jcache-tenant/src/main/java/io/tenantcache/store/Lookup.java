package io.tenantcache.store;

import io.tenantcache.Tier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a read.
 *
 * @param entry null for a miss
 * @param stale the entry whose life is over, for who would load; null if there is none
 * @param stamp a value that is loaded now is filled {@linkplain Expectation#unchangedSince(Stamp) unchanged since} it
 * @param leasedMillis for how long to wait for another caller who has the lease of the key; 0 if there is none
 * @param isDue whether the caller who would load is to load the entry anew, though its life is not over
 * @param tier which tier answered
 */
public record Lookup(
        @Nullable Entry entry, @Nullable Stale stale, Stamp stamp, long leasedMillis, boolean isDue, Tier tier) {

    /**
     * An entry whose life is over.
     *
     * @param entry the entry
     * @param ageMillis since when
     */
    public record Stale(Entry entry, long ageMillis) {}

    /** The answer of memory, where there are no leases. */
    public Lookup(@Nullable Entry entry, Stamp stamp) {
        this(entry, null, stamp, 0, false, Tier.NEAR);
    }

    /**
     * The same for a load that is not to be stored after what came since that near position, either.
     *
     * @param near a position before that of the look-up
     */
    public Lookup since(long near) {
        Stamp earlier = new Stamp(Math.min(near, stamp.near()), stamp.lease());
        return new Lookup(entry, stale, earlier, leasedMillis, isDue, tier);
    }

    /** The same for who reads the source as it was before something changed: no lease is the caller's, and nothing is to be loaded anew. */
    public Lookup over() {
        return new Lookup(entry, stale, Stamp.OVER, leasedMillis, false, tier);
    }

    /** The same with that stamp and that time to wait, and the entries as that makes them. */
    public Lookup with(Stamp other, long waitMillis, UnaryOperator<Entry> change) {
        return new Lookup(
                entry == null ? null : change.apply(entry),
                stale == null ? null : new Stale(change.apply(stale.entry()), stale.ageMillis()),
                other,
                waitMillis,
                isDue,
                tier);
    }
}
