package io.tenantcache.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * Whether callers who would load get a value whose life is over, as {@code stale-while-revalidate} and {@code stale-if-error} of
 * RFC 5861 have it. Both times begin with the end of the life.
 *
 * @param whileRevalidate for how long it is served at once while one caller of all nodes has it loaded anew; zero for never
 * @param ifError for how long it is served if the load fails, is refused or takes too long; zero for never
 * @param retryAfter after a load that failed so, how long this JVM serves it without a new attempt
 */
public record StaleConfig(Duration whileRevalidate, Duration ifError, Duration retryAfter) implements Serializable {

    /** What holds where nothing is configured. */
    static StaleConfig defaults() {
        return new StaleConfig(
                Settings.STALE_WHILE_REVALIDATE.requiredDefault(),
                Settings.STALE_IF_ERROR.requiredDefault(),
                Settings.STALE_RETRY_AFTER.requiredDefault());
    }

    /** For how long a value is kept when its life is over. */
    public Duration kept() {
        return whileRevalidate.compareTo(ifError) > 0 ? whileRevalidate : ifError;
    }
}
