package io.tenantcache.cdi.interceptor;

import io.tenantcache.cdi.ratelimit.Admission;
import io.tenantcache.cdi.ratelimit.CallLimiter;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A call between the interceptor that asks its limits and the one that stands inside of the caches. */
final class LimitedCall {

    /** Outside of the caches, so that what they answer is counted too; inside of the activation of contexts, which know the caller. */
    static final int PRIORITY = InterceptedCall.PRIORITY - 10;

    /** Inside of the caches, and outside of transactions: such calls do not reach it that a cache answers. */
    static final int INNER_PRIORITY = InterceptedCall.PRIORITY + 10;

    private static final String ADMISSION = Admission.class.getName();

    private LimitedCall() {}

    /** The method's result, if all limits admit the call. */
    static @Nullable Object admit(CallLimiter limiter, InvocationContext context) throws Exception {
        // A method with one limit, of a class with several, has two interceptors: the first decides for both.
        if (context.getContextData().get(ADMISSION) instanceof Admission outer && outer.isUnderWay()) {
            return context.proceed();
        }
        Admission admission = limiter.admit(new InterceptedCall(context));
        context.getContextData().put(ADMISSION, admission);
        Object result;
        try {
            result = context.proceed();
        } catch (Exception | Error failure) {
            admission.afterFailure(failure);
            throw failure;
        } finally {
            admission.end();
        }
        if (result instanceof CompletionStage<?> stage) {
            return admission.afterAnswer(stage);
        }
        admission.afterAnswer();
        return result;
    }

    /** The method's result, if those limits admit it too that count calls of the method only. */
    static @Nullable Object call(InvocationContext context) throws Exception {
        if (context.getContextData().get(ADMISSION) instanceof Admission admission) {
            admission.beforeCall();
        }
        return context.proceed();
    }

    /** Whether the limits have refused the call so. */
    static boolean isRefusal(InvocationContext context, Throwable thrown) {
        return context.getContextData().get(ADMISSION) instanceof Admission admission && admission.isRefusal(thrown);
    }
}
