package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.operation.CacheOperation;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import javax.cache.annotation.CacheRemove;
import org.jspecify.annotations.Nullable;

/** Carries out {@link CacheRemove} on the methods of beans. */
@Interceptor
@CacheRemove
@Priority(InterceptedCall.PRIORITY)
public class CacheRemoveInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it is a client proxy, which is
    private final CacheOperation operation;

    /** An interceptor that does what that operation says. */
    @Inject
    public CacheRemoveInterceptor(CacheOperation operation) {
        this.operation = operation;
    }

    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext context) throws Exception {
        return operation.apply(new InterceptedCall(context));
    }
}
