package io.tenantcache.codec;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** An object cannot be turned into bytes. */
public class EncodingException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Says what could not be encoded, and holds no value. */
    public EncodingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
