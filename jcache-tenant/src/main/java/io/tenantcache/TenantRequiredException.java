package io.tenantcache;

import javax.cache.CacheException;

/** A cache that is kept per tenant was used by a thread for which no tenant is known. */
public class TenantRequiredException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Names the cache and the ways to set a tenant. */
    public TenantRequiredException(String cache) {
        super("The cache '" + cache + "' is kept per tenant, and this call has no tenant. Call it within"
                + " TenantContext.run(tenant, ...), provide a TenantResolver, or declare the cache shared with"
                + " tenantcache.caches." + cache + ".tenancy=shared");
    }
}
