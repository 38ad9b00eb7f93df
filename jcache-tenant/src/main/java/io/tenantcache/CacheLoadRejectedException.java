package io.tenantcache;

import javax.cache.CacheException;

/**
 * A value was not loaded since too many loads run, of the tenant ({@code tenantcache.load.max-per-tenant}) or of all, and there was
 * no expired value that might be served instead. To be tried again later.
 */
public class CacheLoadRejectedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Says which cache it was. */
    public CacheLoadRejectedException(String message) {
        super(message);
    }
}
