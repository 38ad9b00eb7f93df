package io.tenantcache.cdi.operation;

import java.lang.reflect.Method;

/**
 * Carries what the method threw through the cache, so that neither the caller that loads nor those that wait for it take it for a
 * failure of the cache. It never leaves this package.
 */
final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Method method;
    private final Throwable thrown;
    private final boolean isRefusal;

    private SourceFailure(Invocation invocation, Throwable thrown, boolean isRefusal) {
        super(null, thrown, false, false);
        this.method = invocation.method();
        this.thrown = thrown;
        this.isRefusal = isRefusal;
    }

    /** Of what that call threw. */
    static SourceFailure of(Invocation invocation, Throwable thrown) {
        return new SourceFailure(invocation, thrown, invocation.isRefusal(thrown));
    }

    /** Of what was kept of an earlier call, and found by that one. */
    static SourceFailure ofKept(Invocation invocation, Throwable thrown) {
        return new SourceFailure(invocation, thrown, false);
    }

    /** What the method threw. */
    Throwable thrown() {
        return thrown;
    }

    /** Whether limits have refused the call of the caller that was to load: that says nothing of others who wait for the same key. */
    boolean isRefusal() {
        return isRefusal;
    }

    /**
     * Whether it is that call's too, which has waited for it. A call of another method is not: it may declare other exceptions, and
     * keep others.
     */
    boolean isSharedWith(Invocation waiting) {
        return !isRefusal && method.equals(waiting.method());
    }

    /** What the method threw, to be thrown; an error is thrown here. */
    Exception toThrow() {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
