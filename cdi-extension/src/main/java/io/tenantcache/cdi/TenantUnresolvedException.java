package io.tenantcache.cdi;

import javax.cache.CacheException;

/**
 * The tenant of a call could not be told, because what tells it failed. Nothing is read or written then, for any tenant.
 *
 * <p>Where no tenant is known at all, without a failure, it is a {@link io.tenantcache.TenantRequiredException}.
 */
public class TenantUnresolvedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the source that failed.
     *
     * @param source what was asked for the tenant; without data of the request
     * @param cause its failure
     */
    public TenantUnresolvedException(String source, Throwable cause) {
        super("The tenant of this call is unknown: " + source + " failed. No cache was used", cause);
    }
}
