package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Scopes of many tenants, coalesced and bounded: where there are too many they become wider, never fewer. Not thread-safe. */
final class ScopeSet {

    /*
     * A tenant's scopes are listed until there are too many of them, of its own or of all tenants together. Those of the
     * tenants that have most are then replaced by their caches, and if that does not do, by the tenant's name alone, which stands
     * for everything. A name is the least that can be kept of a tenant: so the size passes the bound only where the tenants
     * alone are more than it allows.
     *
     * Room is made for a quarter of the bound at a time, and tenants that are known by name are not looked at again: the cost
     * of an addition is constant, taken over many.
     */

    /** Scopes of one tenant. */
    record Batch(Tenant tenant, List<Invalidation.Scope> scopes) {}

    private static final List<Invalidation.Scope> EVERYTHING = List.of(new Invalidation.Everything());

    private final int most;
    private final int mostOfTenant;
    private final Map<Tenant, OfTenant> listed = new LinkedHashMap<>();
    private final Set<Tenant> named = new LinkedHashSet<>();
    private int size;

    ScopeSet(int most, int mostOfTenant) {
        this.most = most;
        this.mostOfTenant = mostOfTenant;
    }

    /** How many scopes, a tenant that is known by its name alone counting as one. */
    int size() {
        return size;
    }

    int tenants() {
        return listed.size() + named.size();
    }

    /** Answers whether it was not covered yet. */
    boolean add(Tenant tenant, Invalidation.Scope scope) {
        if (named.contains(tenant)) {
            return false;
        }
        OfTenant scopes = listed.get(tenant);
        if (scopes == null) {
            if (size >= most) {
                makeRoom();
            }
            if (size >= most) {
                return name(tenant);
            }
            scopes = new OfTenant();
            listed.put(tenant, scopes);
        }
        int before = scopes.size;
        boolean added = !(scope instanceof Invalidation.InCache inCache) || scopes.add(inCache);
        if (scopes.size > mostOfTenant) {
            scopes.widen();
        }
        size += scopes.size - before;
        if (!(scope instanceof Invalidation.InCache) || scopes.size > mostOfTenant) {
            name(tenant);
        }
        if (size > most) {
            makeRoom();
        }
        return added;
    }

    /** From now on all is known by the tenant's name. */
    private boolean name(Tenant tenant) {
        OfTenant scopes = listed.remove(tenant);
        size += 1 - (scopes == null ? 0 : scopes.size);
        return named.add(tenant);
    }

    /** Takes scopes of one tenant, up to that many; null if there are none. */
    @Nullable
    Batch poll(int limit) {
        Iterator<Tenant> names = named.iterator();
        if (names.hasNext()) {
            Batch batch = new Batch(names.next(), EVERYTHING);
            names.remove();
            size--;
            return batch;
        }
        Iterator<Map.Entry<Tenant, OfTenant>> waiting = listed.entrySet().iterator();
        if (!waiting.hasNext()) {
            return null;
        }
        Map.Entry<Tenant, OfTenant> tenant = waiting.next();
        OfTenant scopes = tenant.getValue();
        Batch batch = new Batch(tenant.getKey(), scopes.poll(limit));
        size -= batch.scopes().size();
        if (scopes.size == 0) {
            waiting.remove();
        }
        return batch;
    }

    /** Hands over all that there is, tenant by tenant. */
    void forEach(BiConsumer<Tenant, List<Invalidation.Scope>> action) {
        listed.forEach((tenant, scopes) -> action.accept(tenant, List.copyOf(scopes.all())));
        named.forEach(tenant -> action.accept(tenant, EVERYTHING));
    }

    private void makeRoom() {
        int enough = most - Math.max(1, most / 4);
        List<Map.Entry<Tenant, OfTenant>> bySize = new ArrayList<>(listed.entrySet());
        bySize.sort(Comparator.comparingInt(tenant -> -tenant.getValue().size));
        for (Map.Entry<Tenant, OfTenant> tenant : bySize) {
            if (size <= enough) {
                return;
            }
            OfTenant scopes = tenant.getValue();
            size -= scopes.size;
            scopes.widen();
            size += scopes.size;
        }
        bySize.sort(Comparator.comparingInt(tenant -> -tenant.getValue().size));
        for (Map.Entry<Tenant, OfTenant> tenant : bySize) {
            if (size <= enough) {
                return;
            }
            name(tenant.getKey());
        }
    }

    /** The scopes of one tenant. */
    private static final class OfTenant {

        /** By cache; none for the cache as a whole. */
        private final Map<String, Set<Invalidation.InCache>> scopes = new LinkedHashMap<>();

        private int size;

        boolean add(Invalidation.InCache scope) {
            Set<Invalidation.InCache> known = scopes.get(scope.cache());
            if (known != null && known.isEmpty()) {
                return false;
            }
            if (scope instanceof Invalidation.Cache) {
                scopes.put(scope.cache(), Set.of());
                size += 1 - (known == null ? 0 : known.size());
                return true;
            }
            if (known == null) {
                known = new LinkedHashSet<>();
                scopes.put(scope.cache(), known);
            }
            boolean added = known.add(scope);
            size += added ? 1 : 0;
            return added;
        }

        void widen() {
            scopes.replaceAll((cache, known) -> Set.of());
            size = scopes.size();
        }

        List<Invalidation.InCache> all() {
            List<Invalidation.InCache> all = new ArrayList<>(size);
            scopes.forEach((cache, known) -> {
                if (known.isEmpty()) {
                    all.add(new Invalidation.Cache(cache));
                } else {
                    all.addAll(known);
                }
            });
            return all;
        }

        List<Invalidation.Scope> poll(int limit) {
            List<Invalidation.InCache> all = all();
            List<Invalidation.Scope> polled = new ArrayList<>();
            for (Invalidation.InCache scope : all.subList(0, Math.min(limit, all.size()))) {
                polled.add(scope);
                Set<Invalidation.InCache> known = scopes.get(scope.cache());
                if (known != null && known.size() > 1) {
                    known.remove(scope);
                } else {
                    scopes.remove(scope.cache());
                }
            }
            size -= polled.size();
            return polled;
        }
    }
}
