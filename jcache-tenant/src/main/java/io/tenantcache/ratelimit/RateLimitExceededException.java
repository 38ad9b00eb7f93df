package io.tenantcache.ratelimit;

import java.time.Duration;
import java.util.Objects;

/**
 * A call was refused by a rate limit, before anything was done for it. Its message names the limit and the time to wait, and neither
 * the tenant nor the subject.
 */
public class RateLimitExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Decision decision;
    private final String limit;
    private final Duration retryAfter;

    /**
     * Of that decision.
     *
     * @throws IllegalArgumentException if the call is allowed by it
     */
    public RateLimitExceededException(Decision decision) {
        this(decision, refusing(decision));
    }

    private RateLimitExceededException(Decision decision, LimitState refusing) {
        super("The rate limit '" + refusing.limit().name() + "' admits "
                + refusing.limit().limit() + " within " + refusing.limit().window() + ": this call may be repeated in "
                + refusing.retryAfter().toMillis() + " ms");
        this.decision = decision;
        this.limit = refusing.limit().name();
        this.retryAfter = refusing.retryAfter();
    }

    private static LimitState refusing(Decision decision) {
        return Objects.requireNonNull(decision, "decision")
                .refusedBy()
                .orElseThrow(() -> new IllegalArgumentException("The call is allowed"));
    }

    /** What was decided. */
    public Decision decision() {
        return decision;
    }

    /** The name of the limit that refuses the call for longest. */
    public String limit() {
        return limit;
    }

    /** In how long a call like this one may be admitted; not zero. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
