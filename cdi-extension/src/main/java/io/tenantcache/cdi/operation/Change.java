package io.tenantcache.cdi.operation;

/** How a call changes the cache. */
@FunctionalInterface
interface Change {

    /**
     * What there is to do for that call. Key and value are taken from the arguments now, so that nothing which the method
     * does to them counts; the cache is changed when the result runs.
     */
    Runnable prepare(Invocation invocation);
}
