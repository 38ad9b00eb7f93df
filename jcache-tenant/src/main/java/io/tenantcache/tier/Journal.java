package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Invalidations that the remote tier is not known to have carried out. They are coalesced; where a cache of a tenant has too
 * many keys, it is outdated as a whole: wider, never lost.
 */
final class Journal {

    static final int KEYS_PER_TENANT = 10_000;

    private final Map<Tenant, Set<Invalidation.Scope>> pending = new HashMap<>();
    private volatile boolean empty = true;

    boolean isEmpty() {
        return empty;
    }

    synchronized void add(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        Set<Invalidation.Scope> known = pending.computeIfAbsent(tenant, absent -> new LinkedHashSet<>());
        for (Invalidation.Scope scope : scopes) {
            if (!known.contains(new Invalidation.Cache(scope.cache()))) {
                known.add(scope);
            }
        }
        if (known.size() > KEYS_PER_TENANT) {
            widen(known);
        }
        empty = false;
    }

    private static void widen(Set<Invalidation.Scope> scopes) {
        List<Invalidation.Scope> caches = scopes.stream()
                .<Invalidation.Scope>map(scope -> new Invalidation.Cache(scope.cache()))
                .distinct()
                .toList();
        scopes.clear();
        scopes.addAll(caches);
    }

    /** Takes all that is pending; what then fails is {@linkplain #add added} again. */
    synchronized Map<Tenant, List<Invalidation.Scope>> take() {
        Map<Tenant, List<Invalidation.Scope>> taken = new HashMap<>();
        pending.forEach((tenant, scopes) -> taken.put(tenant, new ArrayList<>(scopes)));
        pending.clear();
        return taken;
    }

    /** What was taken is done: empty, unless more came meanwhile. */
    synchronized void done() {
        empty = pending.isEmpty();
    }
}
