package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Scopes of some tenants, coalesced and bounded: where a cache has too many they become the cache, never fewer. Not thread safe. */
final class TouchedScopes {

    /** Keys and tags of one cache; all are outdated in one step, which more of them would make too long for Redis. */
    static final int MOST_OF_CACHE = 500;

    private final Map<Tenant, OfTenant> tenants = new LinkedHashMap<>();

    private static final class OfTenant {
        private final Map<String, OfCache> caches = new LinkedHashMap<>();
        private boolean everything;
    }

    private static final class OfCache {
        private final Set<Object> keys = new LinkedHashSet<>();
        private final Set<String> tags = new LinkedHashSet<>();
        private boolean all;

        void add(Invalidation.InCache scope) {
            if (all) {
                return;
            }
            if (scope instanceof Invalidation.Key key) {
                keys.add(key.key());
            } else if (scope instanceof Invalidation.Tag tag) {
                tags.add(tag.tag());
            } else {
                all = true;
            }
            all = all || keys.size() + tags.size() > MOST_OF_CACHE;
            if (all) {
                keys.clear();
                tags.clear();
            }
        }

        List<Invalidation.Scope> scopes(String cache) {
            if (all) {
                return List.of(new Invalidation.Cache(cache));
            }
            List<Invalidation.Scope> scopes = new ArrayList<>();
            keys.forEach(key -> scopes.add(new Invalidation.Key(cache, key)));
            tags.forEach(tag -> scopes.add(new Invalidation.Tag(cache, tag)));
            return scopes;
        }
    }

    void add(Map<Tenant, List<Invalidation.Scope>> byTenant) {
        byTenant.forEach((tenant, scopes) -> {
            OfTenant touched = tenants.computeIfAbsent(tenant, absent -> new OfTenant());
            for (Invalidation.Scope scope : scopes) {
                if (scope instanceof Invalidation.InCache inCache) {
                    touched.caches
                            .computeIfAbsent(inCache.cache(), absent -> new OfCache())
                            .add(inCache);
                } else {
                    touched.everything = true;
                }
            }
        });
    }

    /** Whether that key may be among them: any may bear a tag. */
    boolean cover(Tenant tenant, String cache, Supplier<Object> key) {
        OfTenant touched = tenants.get(tenant);
        if (touched == null) {
            return false;
        }
        OfCache inCache = touched.caches.get(cache);
        return touched.everything
                || (inCache != null && (inCache.all || !inCache.tags.isEmpty() || inCache.keys.contains(key.get())));
    }

    /** Those of them that others cover too; never fewer. */
    TouchedScopes in(TouchedScopes others) {
        TouchedScopes both = new TouchedScopes();
        forEach((tenant, invalidation) -> both.add(Map.of(
                tenant,
                invalidation.scopes().stream()
                        .filter(scope -> others.meet(tenant, scope))
                        .toList())));
        both.tenants.values().removeIf(touched -> touched.caches.isEmpty() && !touched.everything);
        return both;
    }

    private boolean meet(Tenant tenant, Invalidation.Scope scope) {
        if (scope instanceof Invalidation.Key key) {
            return cover(tenant, key.cache(), key::key);
        }
        OfTenant touched = tenants.get(tenant);
        return touched != null
                && (touched.everything
                        || !(scope instanceof Invalidation.InCache inCache)
                        || touched.caches.containsKey(inCache.cache()));
    }

    /** What there is of each tenant. */
    void forEach(BiConsumer<Tenant, Invalidation> consumer) {
        new HashMap<>(tenants).forEach((tenant, touched) -> {
            List<Invalidation.Scope> scopes = new ArrayList<>();
            if (touched.everything) {
                scopes.add(new Invalidation.Everything());
            } else {
                touched.caches.forEach((cache, inCache) -> scopes.addAll(inCache.scopes(cache)));
            }
            consumer.accept(tenant, new Invalidation(scopes));
        });
    }
}
