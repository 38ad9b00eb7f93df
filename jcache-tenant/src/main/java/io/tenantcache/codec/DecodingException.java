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

    /** What failed while bytes were decoded: by its class, or by the class that is not allowed, never by what it says. */
    static DecodingException of(Throwable failure) {
        if (failure instanceof DecodingException same) {
            return same;
        }
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ClassNotAllowedException)) {
            cause = cause.getCause();
        }
        String reason = cause instanceof ClassNotAllowedException
                ? String.valueOf(cause.getMessage())
                : cause.getClass().getName();
        return new DecodingException("Bytes are not those of a value: " + reason, failure);
    }
}
