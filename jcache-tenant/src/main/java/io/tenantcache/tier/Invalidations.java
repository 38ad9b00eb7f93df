package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.InvalidationOrigin;
import io.tenantcache.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outdates scopes in all tiers of a manager's caches. Thread safe. */
public final class Invalidations {

    private final NearTiers near;
    private final @Nullable RemoteGate gate;

    /** With that way to the remote tier, if there is one. */
    public Invalidations(NearTiers near, @Nullable RemoteGate gate) {
        this.near = near;
        this.gate = gate;
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
            near.invalidate(tenant, scopes, InvalidationOrigin.HERE);
        }
    }
}
