package io.tenantcache.cdi.operation;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.TenantUnresolvedException;

/**
 * Keeps the cache's failures from the callers, save for the want of a tenant: serving a call without one hides a mistake
 * that could grow into a leak; and for the limits that are set to loads. Each kind of failure of a cache is logged as a warning once, and then as debug.
 */
final class CacheFailures {

    private final FailureLog log = new FailureLog(System.getLogger(CacheFailures.class.getName()));

    /** Runs a change of a cache. */
    void contain(CachedMethod method, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failure) {
            contain(method, failure);
        }
    }

    /** Logs the failure, or throws it if it is the want of a tenant or a limit of loads. */
    void contain(CachedMethod method, RuntimeException failure) {
        boolean isMissingTenant =
                failure instanceof TenantRequiredException || failure instanceof TenantUnresolvedException;
        // To call the method all the same would undo what protects the source.
        boolean isLimit = failure instanceof CacheLoadTimeoutException || failure instanceof CacheLoadRejectedException;
        if (isMissingTenant || isLimit) {
            throw failure;
        }
        report(method, failure.getClass().getName() + detail(failure));
    }

    /** Logs that the cache holds something of another type than the method returns. */
    void reportType(CachedMethod method, Class<?> type) {
        report(
                method,
                "the cache holds a " + type.getName() + " under a key of this method, which returns a "
                        + method.result()
                        + ". Use a cache of its own or io.tenantcache.cdi.MethodKeyGenerator");
    }

    private void report(CachedMethod method, String what) {
        log.failed(
                method.getCacheName() + ' ' + what,
                () -> "The cache '" + method.getCacheName() + "' was left out of a call of " + method + ": " + what);
    }

    /** Only our own messages are known to hold no values and keys. */
    private static String detail(RuntimeException failure) {
        boolean own = failure.getClass().getName().startsWith("io.tenantcache.");
        String message = failure.getMessage();
        return own && message != null ? ": " + message : "";
    }
}
