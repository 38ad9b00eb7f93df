package io.tenantcache.codec;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Bytes are not what they should be: truncated, of another format, hostile, or of a class that is not allowed. */
public class DecodingException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and holds no bytes. */
    public DecodingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
