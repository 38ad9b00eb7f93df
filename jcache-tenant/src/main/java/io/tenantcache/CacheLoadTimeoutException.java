package io.tenantcache;

import javax.cache.CacheException;

/**
 * A load took longer than {@code tenantcache.load.deadline}, and there was no expired value that might be served instead. What the
 * load still brings is not stored.
 */
public class CacheLoadTimeoutException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Says which cache it was. */
    public CacheLoadTimeoutException(String message) {
        super(message);
    }
}
