package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.cdi.ratelimit.CallLimiter;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Asks the limits of a method before it is called. */
@Interceptor
@RateLimited.Several({})
@Priority(LimitedCall.PRIORITY)
public class RateLimitedSeveralInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it is a client proxy, which is
    private final CallLimiter limiter;

    /** An interceptor that asks that limiter. */
    @Inject
    public RateLimitedSeveralInterceptor(CallLimiter limiter) {
        this.limiter = limiter;
    }

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return LimitedCall.admit(limiter, context);
    }
}
