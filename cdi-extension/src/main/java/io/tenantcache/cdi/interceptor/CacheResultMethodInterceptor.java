package io.tenantcache.cdi.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** Stands at a method with {@link CacheResult} itself, to see the transaction in which that works. */
@Interceptor
@CacheResult
@Priority(InterceptedCall.INNERMOST_PRIORITY)
public class CacheResultMethodInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return InterceptedCall.callMethod(context);
    }
}
