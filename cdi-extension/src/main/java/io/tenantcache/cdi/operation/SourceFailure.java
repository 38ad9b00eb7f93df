package io.tenantcache.cdi.operation;

/**
 * Carries what the method threw through the cache, so that neither the caller that loads nor those that wait for it take it for a
 * failure of the cache. It never leaves this package.
 */
final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;
    private final boolean isRefusal;

    private SourceFailure(Throwable thrown, boolean isRefusal) {
        super(null, thrown, false, false);
        this.thrown = thrown;
        this.isRefusal = isRefusal;
    }

    /** Of what that call threw. */
    static SourceFailure of(Invocation invocation, Throwable thrown) {
        return new SourceFailure(thrown, invocation.isRefusal(thrown));
    }

    /** Of what was kept of an earlier call. */
    static SourceFailure ofKept(Throwable thrown) {
        return new SourceFailure(thrown, false);
    }

    /** What the method threw. */
    Throwable thrown() {
        return thrown;
    }

    /** Whether limits have refused the call of the caller that was to load: that says nothing of others who wait for the same key. */
    boolean isRefusal() {
        return isRefusal;
    }

    /** What the method threw, to be thrown; an error is thrown here. */
    Exception toThrow() {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
