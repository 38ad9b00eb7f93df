package io.tenantcache.near;

import io.tenantcache.store.Entry;
import io.tenantcache.store.Freshness;

/**
 * For how long a near tier keeps its entries.
 *
 * @param longestMillis the longest life of an entry, {@link Entry#ETERNAL} for no bound
 * @param staleMillis for how long an entry is kept when its life is over, for those who would load
 * @param due when an entry is to be loaded anew before that
 * @param isAuthority whether the tier is the authority: one that follows another has that asked when an entry is due
 */
public record Lives(long longestMillis, long staleMillis, Due due, boolean isAuthority) {

    /** Tells when an entry is to be loaded anew. */
    @FunctionalInterface
    public interface Due {

        /** How many milliseconds from now; that much or more if not before its life is over. */
        long millis(long leftMillis, Freshness freshness);
    }

    private static final Due NEVER = (leftMillis, freshness) -> leftMillis;

    /** Lives of that length at the most, and nothing beyond. */
    public static Lives upTo(long longestMillis) {
        return new Lives(longestMillis, 0, NEVER, true);
    }

    /** What is left of the life of an entry here. */
    long within(long millis) {
        return Math.min(longestMillis, millis);
    }

    /** How many milliseconds an entry is served from now on without another look. */
    long untilDue(Entry entry) {
        return within(Math.min(entry.ttlMillis(), due.millis(entry.ttlMillis(), entry.freshness())));
    }
}
