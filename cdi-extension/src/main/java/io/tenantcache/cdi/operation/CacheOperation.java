package io.tenantcache.cdi.operation;

import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.TenantUnresolvedException;
import org.jspecify.annotations.Nullable;

/** What an interceptor does around a call. */
@FunctionalInterface
public interface CacheOperation {

    /**
     * The method's result, or what the cache has in its place. A failure of the cache never fails the call; it is logged
     * once, and the method is called as if there were no cache.
     *
     * @throws Exception what the method throws, unchanged
     * @throws TenantRequiredException if the cache is kept per tenant and there is none; a method that changes a cache
     *     was not called then
     * @throws TenantUnresolvedException if what tells the tenant failed
     */
    @Nullable
    Object apply(Invocation invocation) throws Exception;
}
