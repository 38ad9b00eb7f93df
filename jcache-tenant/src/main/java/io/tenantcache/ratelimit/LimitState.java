package io.tenantcache.ratelimit;

import java.io.Serializable;
import java.time.Duration;

/**
 * How one limit stands for one subject.
 *
 * @param limit the limit
 * @param remaining how many more are admitted now
 * @param retryAfter in how long a call like this one may be admitted, as far as this limit goes; zero if it admits it now
 * @param reset in how long the whole limit is free again
 */
public record LimitState(RateLimit limit, long remaining, Duration retryAfter, Duration reset) implements Serializable {

    /** Whether this limit refuses the call. */
    public boolean refuses() {
        return !retryAfter.isZero();
    }
}
