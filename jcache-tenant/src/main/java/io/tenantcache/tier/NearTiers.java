package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Tenant;
import io.tenantcache.config.Tenancy;
import io.tenantcache.near.NearTier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a manager's caches hold in this JVM: the near tiers, and those who wait for a load. Thread safe. */
public final class NearTiers {

    private final Map<String, Held> caches = new ConcurrentHashMap<>();

    /** What of a cache hears of what happens to its entries. */
    public record Held(NearTier near, LoadPath loads, Statistics statistics, Tenancy tenancy) {}

    /** From now on, the cache hears of what happens to its entries. */
    public void register(String cache, Held held) {
        caches.put(cache, held);
    }

    /** From now on it does not. */
    public void unregister(String cache) {
        caches.remove(cache);
    }

    /** Outdates the scopes of that tenant, and wakes who waits for a load of them. */
    void invalidate(Tenant tenant, List<Invalidation.Scope> scopes, InvalidationOrigin origin) {
        for (Invalidation.Scope scope : scopes) {
            InvalidationReach reach = InvalidationReach.of(scope);
            if (!(scope instanceof Invalidation.InCache inCache)) {
                invalidate(tenant);
                caches.values().stream()
                        .filter(held -> held.tenancy() == Tenancy.PER_TENANT)
                        .forEach(held -> held.statistics().invalidated(tenant, reach, origin));
                continue;
            }
            Held held = caches.get(inCache.cache());
            if (held != null) {
                outdate(held.near(), tenant, inCache);
                wake(held.loads(), tenant, inCache);
                held.statistics().invalidated(tenant, reach, origin);
            }
        }
    }

    private static void outdate(NearTier near, Tenant tenant, Invalidation.InCache scope) {
        if (scope instanceof Invalidation.Key key) {
            near.invalidate(tenant, key.key());
        } else if (scope instanceof Invalidation.Tag tag) {
            near.invalidateTag(tenant, tag.tag());
        } else {
            near.invalidate(tenant);
        }
    }

    private static void wake(LoadPath loads, Tenant tenant, Invalidation.InCache scope) {
        if (scope instanceof Invalidation.Key key) {
            loads.wake(tenant, key.key());
        } else if (scope instanceof Invalidation.Cache) {
            loads.wake(tenant);
        }
        // The lease of a load outlives the invalidation of a tag that what it loads will turn out to bear: its fill
        // ends the wait.
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

    /** Serves nothing of the tenant until it is found right again. Who waits for a load may have missed its end. */
    void doubt(Tenant tenant) {
        caches.values().forEach(held -> {
            held.near().doubt(tenant);
            held.loads().wake(tenant);
        });
    }

    /** Who waits for a load of these scopes need not any more. */
    void wake(Tenant tenant, List<Invalidation.Scope> scopes) {
        for (Invalidation.Scope scope : scopes) {
            if (!(scope instanceof Invalidation.InCache inCache)) {
                caches.values().forEach(held -> held.loads().wake(tenant));
                continue;
            }
            Held held = caches.get(inCache.cache());
            if (held != null) {
                wake(held.loads(), tenant, inCache);
            }
        }
    }
}
