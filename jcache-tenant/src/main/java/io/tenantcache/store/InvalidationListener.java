package io.tenantcache.store;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.List;

/** Hears what other nodes invalidated. Called on a thread of the remote tier: it must not block. */
public interface InvalidationListener {

    /** Another node changed or outdated these scopes of that tenant. */
    void invalidated(Tenant tenant, List<Invalidation.Scope> scopes);

    /** Messages may have been missed: nothing held in memory can be trusted. */
    void messagesLost();
}
