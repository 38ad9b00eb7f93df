package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.InvalidationEvent;
import io.tenantcache.cdi.InvalidationEvent.Cause;
import java.util.List;
import java.util.Map;

/** Outdates scopes at once, and tells the observers of that. Thread safe. */
final class Outdating {

    private final DeployedCaches caches;
    private final InvalidationObservers observers;

    Outdating(DeployedCaches caches, InvalidationObservers observers) {
        this.caches = caches;
        this.observers = observers;
    }

    /**
     * Makes a change for the calling thread's tenant.
     *
     * @param covered what the change outdates
     */
    void make(Invalidation covered, Cause cause, Runnable change) {
        Map<Tenant, List<Invalidation.Scope>> told = observers.isAnyone() ? caches.byTenant(covered) : Map.of();
        change.run();
        told.forEach((tenant, scopes) -> tell(tenant, new Invalidation(scopes), cause));
    }

    /** Outdates all that it names for that tenant, whoever is the current one. */
    void make(Tenant tenant, Invalidation invalidation, Cause cause) {
        caches.outdate(tenant, invalidation);
        tell(tenant, invalidation, cause);
    }

    private void tell(Tenant tenant, Invalidation invalidation, Cause cause) {
        if (observers.isAnyone()) {
            observers.tell(new InvalidationEvent(tenant, new Invalidated(invalidation, Effect.AT_ONCE), cause));
        }
    }
}
