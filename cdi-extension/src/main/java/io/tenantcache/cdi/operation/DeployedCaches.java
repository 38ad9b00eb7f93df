package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.Cache;

/** The caches of one deployment, with its cascades. */
public final class DeployedCaches {

    private final Supplier<TenantCacheManager> manager;
    private final TenantCacheConfig config;
    private final TenantResolver resolver;

    /**
     * The caches of that manager.
     *
     * @param manager asked at every use, so that it is opened no earlier than needed
     * @param config the manager's configuration
     * @param resolver tells the tenant outside of a {@link TenantContext}
     */
    public DeployedCaches(Supplier<TenantCacheManager> manager, TenantCacheConfig config, TenantResolver resolver) {
        this.manager = manager;
        this.config = config;
        this.resolver = resolver;
    }

    TenantCache<Object, Object> cache(String name) {
        return manager.get().getOrCreateCache(name);
    }

    /** What is outdated together with that cache: one level, as configured. */
    List<String> cascade(String cache) {
        return config.cascade(cache);
    }

    /** Outdates the key of that cache and all of the others, in one step. */
    void outdate(Cache<Object, Object> cache, Object key, List<String> others) {
        if (owns(cache)) {
            invalidate(Invalidation.ofKey(cache.getName(), key).andCaches(others));
        } else {
            cache.remove(key);
            outdate(others);
        }
    }

    /** Outdates all of that cache and of the others, in one step. */
    void outdate(Cache<Object, Object> cache, List<String> others) {
        if (owns(cache)) {
            invalidate(Invalidation.ofCaches(List.of(cache.getName())).andCaches(others));
        } else {
            cache.removeAll();
            outdate(others);
        }
    }

    /** Outdates all of those caches, in one step. */
    void outdate(List<String> names) {
        if (!names.isEmpty()) {
            invalidate(Invalidation.ofCaches(names));
        }
    }

    /** Whether an invalidation reaches that cache: one of another manager has to be changed through itself. */
    private boolean owns(Cache<?, ?> cache) {
        return manager.get().equals(cache.getCacheManager());
    }

    private void invalidate(Invalidation invalidation) {
        manager.get().invalidate(invalidation);
    }

    /** Fails, before anything is done, if a change of that cache and its cascade would fail for want of a tenant. */
    void requireTenant(String cache) {
        if (isPerTenant(cache)) {
            requireTenantOf(cache);
        }
        cascade(cache).stream().filter(this::isPerTenant).findFirst().ifPresent(this::requireTenantOf);
    }

    private boolean isPerTenant(String cache) {
        return config.cache(cache).tenancy() == Tenancy.PER_TENANT;
    }

    private void requireTenantOf(String cache) {
        if (TenantContext.currentOr(resolver).isEmpty()) {
            throw new TenantRequiredException(cache);
        }
    }
}
