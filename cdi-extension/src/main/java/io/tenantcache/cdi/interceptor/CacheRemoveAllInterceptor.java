package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.operation.CacheOperation;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheRemoveAll;
import org.jspecify.annotations.Nullable;

/** Carries out {@link CacheRemoveAll} on the methods of beans. */
@Interceptor
@CacheRemoveAll
@Priority(InterceptedCall.PRIORITY)
public class CacheRemoveAllInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it is a client proxy, which is
    private final CacheOperation operation;

    /** An interceptor that does what that operation says. */
    @Inject
    public CacheRemoveAllInterceptor(CacheOperation operation) {
        this.operation = operation;
    }

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return operation.apply(new InterceptedCall(context));
    }
}
