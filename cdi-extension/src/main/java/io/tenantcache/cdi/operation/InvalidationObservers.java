package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.InvalidationEvent;

/** Who hears of invalidations. */
public interface InvalidationObservers {

    /** Whether there is anyone. Costs next to nothing. */
    boolean isAnyone();

    /** Tells them, without waiting for them. Never fails. */
    void tell(InvalidationEvent event);
}
