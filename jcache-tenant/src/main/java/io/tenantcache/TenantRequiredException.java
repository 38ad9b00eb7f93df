package io.tenantcache;

import javax.cache.CacheException;

/** What is kept per tenant was used by a thread for which no tenant is known. */
public class TenantRequiredException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** All that a tenant has was to be invalidated; names the ways to set a tenant. */
    public TenantRequiredException() {
        super("An invalidation of all that the tenant has was asked for, and this call has no tenant. Call it within"
                + " TenantContext.run(tenant, ...), or provide a TenantResolver");
    }

    /** Names the cache and the ways to set a tenant. */
    public TenantRequiredException(String cache) {
        super("The cache '" + cache + "' is kept per tenant, and this call has no tenant. Call it within"
                + " TenantContext.run(tenant, ...), provide a TenantResolver, or declare the cache shared with"
                + " tenantcache.caches." + cache + ".tenancy=shared");
    }
}
