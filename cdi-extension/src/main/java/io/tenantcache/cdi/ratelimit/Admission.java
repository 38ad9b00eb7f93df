package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.RateLimitExceededException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call that was admitted: with the limits that are to be asked only if the method is really called, and which the thread of the call
 * has named already, since a load may run on another one. Thread-safe.
 */
public final class Admission {

    private final AtomicReference<@Nullable Runnable> whenCalled;
    private volatile boolean underWay = true;

    Admission(@Nullable Runnable whenCalled) {
        this.whenCalled = new AtomicReference<>(whenCalled);
    }

    /**
     * The method is about to be called: asks the rest of its limits, once.
     *
     * @throws RateLimitExceededException if one refuses the call
     */
    public void beforeCall() {
        Runnable rest = whenCalled.getAndSet(null);
        if (rest != null) {
            rest.run();
        }
    }

    /** Whether the interceptor that has asked the limits is still in the midst of the call. */
    public boolean isUnderWay() {
        return underWay;
    }

    /** The call has come back. */
    public void end() {
        underWay = false;
    }
}
