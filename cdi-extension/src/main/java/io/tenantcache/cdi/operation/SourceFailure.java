package io.tenantcache.cdi.operation;

import io.tenantcache.ratelimit.RateLimitExceededException;

/**
 * Carries what the method threw through the cache, so that neither the caller that loads nor those that wait for it take it for a
 * failure of the cache. It never leaves this package.
 */
final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    SourceFailure(Throwable thrown) {
        super(null, thrown, false, false);
        this.thrown = thrown;
    }

    /** What the method threw. */
    Throwable thrown() {
        return thrown;
    }

    /** Whether a limit refused the call of the caller that was to load: that says nothing of others who wait for the same key. */
    static boolean isRefusal(Throwable thrown) {
        return thrown instanceof RateLimitExceededException;
    }

    /** What the method threw, to be thrown; an error is thrown here. */
    Exception toThrow() {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
