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

    /** What failed while the value was encoded: the refusal of a class, if that is why, or else an exception of this class. */
    static CacheException of(Object value, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClassNotAllowedException refused) {
                return refused;
            }
        }
        return new EncodingException("An object of " + value.getClass().getName() + " cannot be encoded", failure);
    }
}
