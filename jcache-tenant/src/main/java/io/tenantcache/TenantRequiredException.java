package io.tenantcache;

import javax.cache.CacheException;

/** What is kept per tenant was used by a thread for which no tenant is known. */
public class TenantRequiredException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** All that a tenant has was to be invalidated; names the ways to set a tenant. */
    public TenantRequiredException() {
        this("An invalidation of all that the tenant has was asked for", ", or provide a TenantResolver");
    }

    /** Names the cache and the ways to set a tenant. */
    public TenantRequiredException(String cache) {
        this(
                "The cache '" + cache + "' is kept per tenant",
                ", provide a TenantResolver, or declare the cache shared with tenantcache.caches." + cache
                        + ".tenancy=shared");
    }

    private TenantRequiredException(String what, String otherwise) {
        super(what + ", and this call has no tenant. Call it within TenantContext.run(tenant, ...)" + otherwise);
    }

    /** A call was made that a rate limit counts for its tenant; names the limit and the ways to set a tenant. */
    public static TenantRequiredException forLimit(String limit) {
        return new TenantRequiredException(
                "The rate limit '" + limit + "' is counted for each tenant",
                ", provide a TenantResolver, or count it for others with tenantcache.ratelimit." + limit + ".per");
    }
}
