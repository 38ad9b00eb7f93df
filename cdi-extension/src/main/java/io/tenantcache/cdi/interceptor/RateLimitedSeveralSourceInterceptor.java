package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.RateLimited;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Asks the limits of a method that count only what no cache answers. */
@Interceptor
@RateLimited.Several({})
@Priority(LimitedCall.INNER_PRIORITY)
public class RateLimitedSeveralSourceInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return LimitedCall.call(context);
    }
}
