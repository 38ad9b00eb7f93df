package io.tenantcache.codec;

import javax.cache.CacheException;

/** An object's class may not be stored, for nobody has said that it may be read back. */
public class ClassNotAllowedException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Names the class and the setting. */
    public ClassNotAllowedException(Class<?> refused) {
        super("Objects of " + refused.getName() + " may not be stored. Allow them with tenantcache.codec.allow="
                + (refused.getPackageName().isEmpty() ? refused.getName() : refused.getPackageName() + ".*")
                + ", or declare the cache's key and value types");
    }
}
