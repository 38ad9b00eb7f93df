package io.tenantcache.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the values of a cache are loaded.
 *
 * @param timeout for how long a load has its key to itself; what it brings later is not stored
 * @param softDeadline for how long a caller waits for a load who has an expired value to fall back to; zero for no limit. The
 *     load goes on
 * @param deadline for how long a caller waits for a load at the most; zero for no limit. What it brings later is not stored
 * @param maxPerTenant the most loads of one tenant that run at once in this JVM; {@link Long#MAX_VALUE} for no limit
 * @param absentTtl for how long it is remembered that a load found no value; zero for not at all
 */
public record LoadConfig(
        Duration timeout, Duration softDeadline, Duration deadline, long maxPerTenant, Duration absentTtl)
        implements Serializable {

    /** No limits but that one, and no memory of what is not there. */
    public LoadConfig(Duration timeout) {
        this(timeout, Duration.ZERO, Duration.ZERO, Long.MAX_VALUE, Duration.ZERO);
    }

    /** What holds where nothing is configured. */
    static LoadConfig defaults() {
        return new LoadConfig(
                Settings.LOAD_TIMEOUT.requiredDefault(),
                Settings.LOAD_SOFT_DEADLINE.requiredDefault(),
                Settings.LOAD_DEADLINE.requiredDefault(),
                Settings.LOAD_MAX_PER_TENANT.requiredDefault(),
                Settings.ABSENT_TTL.requiredDefault());
    }
}
