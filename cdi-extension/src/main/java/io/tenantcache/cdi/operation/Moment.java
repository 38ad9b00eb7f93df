package io.tenantcache.cdi.operation;

/** When the cache is changed, seen from the method. */
public enum Moment {
    /** Before the method is called. */
    BEFORE_INVOCATION,
    /** After the method returned, or threw what its annotation names. */
    AFTER_INVOCATION;

    static Moment of(boolean afterInvocation) {
        return afterInvocation ? AFTER_INVOCATION : BEFORE_INVOCATION;
    }
}
