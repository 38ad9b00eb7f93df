package fish.payara.cdi.jsr107;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import javax.cache.annotation.CacheResult;

/** Stands where Payara's own interceptor stands, under a name of the same package. */
@Interceptor
@CacheResult
@Priority(Interceptor.Priority.PLATFORM_AFTER)
public class CacheResultInterceptor {

    @AroundInvoke
    Object intercept(InvocationContext context) {
        return "intercepted by the server " + context.getMethod().getName();
    }
}
