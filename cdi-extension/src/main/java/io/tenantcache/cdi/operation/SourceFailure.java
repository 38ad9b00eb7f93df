package io.tenantcache.cdi.operation;

/**
 * Carries the method's exception through the cache, so that neither the caller that loads nor those that wait for it take
 * it for a failure of the cache. It never leaves this package.
 */
final class SourceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Exception thrown;

    SourceFailure(Exception thrown) {
        super(null, thrown, false, false);
        this.thrown = thrown;
    }

    /** What the method threw. */
    Exception thrown() {
        return thrown;
    }
}
