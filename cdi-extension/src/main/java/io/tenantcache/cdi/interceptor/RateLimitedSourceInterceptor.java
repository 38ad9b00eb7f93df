package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.RateLimited;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Asks the limit of a method that counts only what no cache answers. */
@Interceptor
@RateLimited("")
@Priority(LimitedCall.INNER_PRIORITY)
public class RateLimitedSourceInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return LimitedCall.call(context);
    }
}
