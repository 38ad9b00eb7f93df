package io.tenantcache.store;

import org.jspecify.annotations.Nullable;

/** The remote tier refused, failed or did not answer in time. Whether it carried out the operation is not known. */
public class RemoteUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what happened; the cause is the client's. */
    public RemoteUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
