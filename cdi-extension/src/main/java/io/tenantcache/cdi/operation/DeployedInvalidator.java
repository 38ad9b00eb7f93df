package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.ParameterKey;
import io.tenantcache.cdi.CacheInvalidator;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.InvalidationEvent.Cause;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.annotation.GeneratedCacheKey;

/** Outdates what the application names. */
public final class DeployedInvalidator implements CacheInvalidator {

    private final DeployedCaches caches;
    private final Invalidations invalidations;
    private final Cause cause;

    /** For the caches of that deployment; no reasons are given. */
    public DeployedInvalidator(DeployedCaches caches, Invalidations invalidations) {
        this(caches, invalidations, List.of());
    }

    private DeployedInvalidator(DeployedCaches caches, Invalidations invalidations, List<String> reasons) {
        this.caches = caches;
        this.invalidations = invalidations;
        this.cause = new Cause(Origin.PROGRAM, reasons);
    }

    @Override
    public Invalidated key(String cache, Object key) {
        return invalidate(ofKey(cache, key));
    }

    @Override
    public Invalidated keys(String cache, Collection<?> keys) {
        List<Invalidation.Scope> scopes = new ArrayList<>();
        keys.forEach(key -> scopes.addAll(ofKey(cache, key).scopes()));
        return inSteps(cache, scopes);
    }

    /** Too many keys in one step would hold up Redis's other clients. */
    private Invalidated inSteps(String cache, List<Invalidation.Scope> keys) {
        requireTenant(cache);
        Invalidation all = new Invalidation(keys);
        return invalidations.make(all, cause, () -> {
            for (int from = 0; from < all.scopes().size(); from += TouchedScopes.MOST_OF_CACHE) {
                int to = Math.min(all.scopes().size(), from + TouchedScopes.MOST_OF_CACHE);
                caches.outdate(new Invalidation(all.scopes().subList(from, to)));
            }
        });
    }

    @Override
    public Invalidated keysMatching(String cache, String pattern) {
        KeyPattern keys = new KeyPattern(pattern);
        if (invalidations.areDeferred()) {
            return invalidate(Invalidation.ofCaches(List.of(cache)));
        }
        List<Invalidation.Scope> found = new ArrayList<>();
        for (Iterator<Object> all = caches.cache(cache).keys(); all.hasNext(); ) {
            Object key = all.next();
            if (keys.matches(key)) {
                found.add(new Invalidation.Key(cache, key));
            }
        }
        return inSteps(cache, found);
    }

    @Override
    public Invalidated tag(String cache, String tag) {
        return invalidate(Invalidation.ofTag(requireName(cache), tag));
    }

    @Override
    public Invalidated tags(String cache, Collection<String> tags) {
        requireTenant(cache);
        return invalidate(Invalidation.ofTags(cache, tags));
    }

    @Override
    public Invalidated cache(String cache) {
        return caches(List.of(cache));
    }

    @Override
    public Invalidated caches(Collection<String> names) {
        return invalidate(Invalidation.ofCaches(names.stream()
                .flatMap(name -> Stream.concat(Stream.of(name), caches.cascade(name).stream()))
                .toList()));
    }

    @Override
    public Invalidated tenant() {
        return invalidate(Invalidation.ofTenant());
    }

    @Override
    public Invalidated created(String cache, Object key) {
        return changed(cache, key);
    }

    @Override
    public Invalidated updated(String cache, Object key) {
        return changed(cache, key);
    }

    @Override
    public Invalidated deleted(String cache, Object key) {
        return changed(cache, key);
    }

    private Invalidated changed(String cache, Object key) {
        return invalidate(ofKey(cache, key).andCaches(caches.cascade(cache)));
    }

    private static Invalidation ofKey(String cache, Object key) {
        Invalidation own = Invalidation.ofKey(requireName(cache), Objects.requireNonNull(key, "key"));
        return key instanceof GeneratedCacheKey ? own : own.and(Invalidation.ofKey(cache, ParameterKey.of(key)));
    }

    private static String requireName(String cache) {
        return Objects.requireNonNull(cache, "cache");
    }

    /** Though there be nothing to outdate: a want that shows only now and then is found late. */
    private void requireTenant(String cache) {
        caches.requireTenantFor(requireName(cache));
    }

    @Override
    public Invalidated invalidate(Invalidation invalidation) {
        return invalidations.make(invalidation, cause);
    }

    @Override
    public CacheInvalidator because(String reason) {
        return new DeployedInvalidator(caches, invalidations, List.of(reason));
    }
}
