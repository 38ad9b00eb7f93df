package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.ParameterKey;
import io.tenantcache.cdi.Invalidator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.annotation.GeneratedCacheKey;

/** Turns what the application names into scopes, whenever they are outdated. */
abstract class PlannedInvalidator<R> implements Invalidator<R> {

    private final DeployedCaches caches;

    PlannedInvalidator(DeployedCaches caches) {
        this.caches = caches;
    }

    /** Has it outdated, for the tenant of the calling thread. */
    abstract R make(InvalidationPlan plan);

    @Override
    public R key(String cache, Object key) {
        return invalidate(ofKey(cache, key));
    }

    @Override
    public R keys(String cache, Collection<?> keys) {
        requireTenant(cache);
        List<Invalidation.Scope> scopes = new ArrayList<>();
        keys.forEach(key -> scopes.addAll(ofKey(cache, key).scopes()));
        return invalidate(new Invalidation(scopes));
    }

    @Override
    public R keysMatching(String cache, String pattern) {
        requireTenant(cache);
        return make(new InvalidationPlan.Matching(cache, new KeyPattern(pattern)));
    }

    @Override
    public R tag(String cache, String tag) {
        return invalidate(Invalidation.ofTag(requireName(cache), tag));
    }

    @Override
    public R tags(String cache, Collection<String> tags) {
        requireTenant(cache);
        return invalidate(Invalidation.ofTags(cache, tags));
    }

    @Override
    public R cache(String cache) {
        return caches(List.of(cache));
    }

    @Override
    public R caches(Collection<String> names) {
        return invalidate(Invalidation.ofCaches(names.stream()
                .flatMap(name -> Stream.concat(Stream.of(name), caches.cascade(name).stream()))
                .toList()));
    }

    @Override
    public R tenant() {
        return invalidate(Invalidation.ofTenant());
    }

    @Override
    public R created(String cache, Object key) {
        return changed(cache, key);
    }

    @Override
    public R updated(String cache, Object key) {
        return changed(cache, key);
    }

    @Override
    public R deleted(String cache, Object key) {
        return changed(cache, key);
    }

    private R changed(String cache, Object key) {
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
    public R invalidate(Invalidation invalidation) {
        return make(new InvalidationPlan.Scopes(invalidation));
    }
}
