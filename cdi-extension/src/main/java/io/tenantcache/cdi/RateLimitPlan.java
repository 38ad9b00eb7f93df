package io.tenantcache.cdi;

import io.tenantcache.Tenant;
import io.tenantcache.ratelimit.RateLimit;
import java.util.Optional;

/**
 * Gives tenants limits of their own: a bean of the application, one at the most. It is asked at each call that is limited, so that a
 * change of a tenant's plan holds from the next call on, for what is counted already too.
 */
@FunctionalInterface
public interface RateLimitPlan {

    /**
     * What that limit is for that tenant; empty to leave it as it is. Called on the thread of the limited call, before it: it answers
     * from memory, and is thread-safe. What it throws, the caller of the limited method gets.
     *
     * @param configured as it is for all, or for the tenant in the configuration
     * @param tenant never {@link Tenant#SHARED}: for calls without a tenant nobody is asked
     * @return of the same name, whatever name it has; it admits what a call of the method counts for, or the call ends with an {@link
     *     IllegalArgumentException}
     */
    Optional<RateLimit> limitFor(RateLimit configured, Tenant tenant);
}
