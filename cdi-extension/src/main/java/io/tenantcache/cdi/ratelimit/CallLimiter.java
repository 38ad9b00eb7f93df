package io.tenantcache.cdi.ratelimit;

import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.TenantUnresolvedException;
import io.tenantcache.cdi.operation.Invocation;
import io.tenantcache.ratelimit.RateLimitExceededException;

/** Asks the limits of intercepted calls. */
@FunctionalInterface
public interface CallLimiter {

    /**
     * Admits a call, and counts it.
     *
     * @throws RateLimitExceededException if a limit refuses it: then none has counted it
     * @throws TenantRequiredException if a limit is counted for each tenant, and there is none
     * @throws TenantUnresolvedException if what tells the tenant failed
     */
    Admission admit(Invocation call);
}
