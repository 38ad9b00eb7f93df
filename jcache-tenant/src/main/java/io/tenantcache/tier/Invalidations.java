package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.near.NearTier;
import io.tenantcache.store.InvalidationListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Outdates scopes in all tiers of a manager's caches, and hears what the other nodes outdated. Thread safe. */
public final class Invalidations implements InvalidationListener {

    private final Map<String, NearTier> nearTiers = new ConcurrentHashMap<>();
    private final @Nullable RemoteGate gate;

    /** With that way to the remote tier, if there is one. */
    public Invalidations(@Nullable RemoteGate gate) {
        this.gate = gate;
    }

    /** From now on, the cache's near tier hears of invalidations. */
    public void register(String cache, NearTier near) {
        nearTiers.put(cache, near);
    }

    /** From now on it does not. */
    public void unregister(String cache) {
        nearTiers.remove(cache);
    }

    /**
     * Outdates the scopes of that tenant: in the remote tier in one atomic step, then here. Never fails for the remote
     * tier's sake: what it could not be told is journalled.
     */
    public void invalidate(Tenant tenant, List<Invalidation.Scope> scopes) {
        try {
            if (gate != null) {
                gate.invalidate(tenant, scopes);
            }
        } finally {
            invalidated(tenant, scopes);
        }
    }

    @Override
    public void invalidated(Tenant tenant, List<Invalidation.Scope> scopes) {
        for (Invalidation.Scope scope : scopes) {
            NearTier near = nearTiers.get(scope.cache());
            if (near == null) {
                continue;
            }
            if (scope instanceof Invalidation.Key key) {
                near.invalidate(tenant, key.key());
            } else {
                near.invalidate(tenant);
            }
        }
    }

    @Override
    public void messagesLost() {
        nearTiers.values().forEach(NearTier::invalidateAll);
    }
}
