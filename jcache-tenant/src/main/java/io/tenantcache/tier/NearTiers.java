package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.near.NearTier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a manager's caches hold in this JVM: the near tiers, and those who wait for a load. Thread safe. */
public final class NearTiers {

    private final Map<String, Held> caches = new ConcurrentHashMap<>();

    private record Held(NearTier near, LoadPath loads) {}

    /** From now on, the cache hears of what happens to its entries. */
    public void register(String cache, NearTier near, LoadPath loads) {
        caches.put(cache, new Held(near, loads));
    }

    /** From now on it does not. */
    public void unregister(String cache) {
        caches.remove(cache);
    }

    /** Outdates the scopes of that tenant. */
    void invalidate(Tenant tenant, List<Invalidation.Scope> scopes) {
        for (Invalidation.Scope scope : scopes) {
            Held held = caches.get(scope.cache());
            if (held == null) {
                continue;
            }
            if (scope instanceof Invalidation.Key key) {
                held.near().invalidate(tenant, key.key());
                held.loads().wake(tenant, key.key());
            } else {
                held.near().invalidate(tenant);
                held.loads().wake(tenant);
            }
        }
    }

    /** Keeps the leases of what is being loaded. */
    void renewLeases() {
        caches.values().forEach(held -> held.loads().renewLeases());
    }

    /** Outdates all that the tenant has. */
    void invalidate(Tenant tenant) {
        caches.values().forEach(held -> {
            held.near().invalidate(tenant);
            held.loads().wake(tenant);
        });
    }

    /** Who waits for a load of these scopes need not any more. */
    void wake(Tenant tenant, List<Invalidation.Scope> scopes) {
        for (Invalidation.Scope scope : scopes) {
            Held held = caches.get(scope.cache());
            if (held != null && scope instanceof Invalidation.Key key) {
                held.loads().wake(tenant, key.key());
            } else if (held != null) {
                held.loads().wake(tenant);
            }
        }
    }
}
