package io.tenantcache.config;

import java.io.Serializable;

/**
 * When values are loaded anew, and what callers get meanwhile.
 *
 * @param stale whether they get what is expired
 * @param jitter by how many per cent of its life, at random, an entry expires earlier than its expiry policy says; 0 for none
 * @param refreshAhead after how many per cent of its life an entry that is read is loaded anew, in the background; 100 for never
 * @param earlyRefresh for how much of the time that its last load took, in per cent, an entry that is read near its end is loaded
 *     anew in the background, at random and the sooner the closer its end is; 0 for never
 */
public record FreshnessConfig(StaleConfig stale, int jitter, int refreshAhead, int earlyRefresh)
        implements Serializable {

    /** In the place of a part of a life: never. */
    public static final int NEVER_AHEAD = 100;

    /** What holds where nothing is configured. */
    static FreshnessConfig defaults() {
        return new FreshnessConfig(
                StaleConfig.defaults(),
                Settings.TTL_JITTER.requiredDefault(),
                Settings.REFRESH_AHEAD.requiredDefault(),
                Settings.REFRESH_EARLY.requiredDefault());
    }
}
