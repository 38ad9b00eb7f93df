package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.operation.Invocation;
import io.tenantcache.cdi.operation.MethodChange;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A call as the container's interception sees it. */
record InterceptedCall(InvocationContext context) implements Invocation {

    /**
     * Inside the activation of contexts (100), so that a tenant bound to the request is there, and outside of
     * {@code @Transactional} (200): what the cache answers begins no transaction. Whatever has a
     * higher number is not called when the cache answers; an interceptor that checks access needs a lower one.
     */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 150;

    /** Inside of whatever begins or suspends a transaction, and of what calls the method again or in another thread. */
    static final int INNERMOST_PRIORITY = Interceptor.Priority.PLATFORM_AFTER + 900;

    private static final String CHANGE = MethodChange.class.getName();

    @Override
    public Object target() {
        return context.getTarget();
    }

    @Override
    public Method method() {
        return context.getMethod();
    }

    @Override
    public @Nullable Object[] parameters() {
        return context.getParameters();
    }

    @Override
    public @Nullable Object proceed() throws Exception {
        return context.proceed();
    }

    @Override
    public void tell(MethodChange change) {
        context.getContextData().put(CHANGE, change);
    }

    /** Calls the method from inside of all interceptors. */
    static @Nullable Object callMethod(InvocationContext context) throws Exception {
        return context.getContextData().get(CHANGE) instanceof MethodChange change
                ? change.call(context::proceed)
                : context.proceed();
    }

    @Override
    public boolean isRefusal(Throwable thrown) {
        return LimitedCall.isRefusal(context, thrown);
    }
}
