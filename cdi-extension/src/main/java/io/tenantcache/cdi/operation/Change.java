package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import javax.cache.Cache;

/** How a call changes the cache. */
@FunctionalInterface
interface Change {

    /**
     * What there is to do for that call. Key and value are taken from the arguments now, so that nothing which the method
     * does to them counts; the cache is changed when the result is made.
     */
    Prepared prepare(Invocation invocation);

    /** The change of one call. */
    interface Prepared {

        /** All that is not true any more once it is made: in a transaction it is outdated instead. */
        Invalidation covered(String cache);

        /** Makes it, outside of a transaction. */
        void makeIn(Cache<Object, Object> cache);
    }
}
