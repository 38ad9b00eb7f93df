package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.TenantUnresolvedException;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

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
        outdate(cache, key, Set.of(), others);
    }

    /** Outdates the key of that cache, its entries that bear one of the tags, and all of the others, in one step. */
    void outdate(Cache<Object, Object> cache, Object key, Collection<String> tags, List<String> others) {
        if (owns(cache)) {
            invalidate(Invalidation.ofKey(cache.getName(), key)
                    .and(Invalidation.ofTags(cache.getName(), tags))
                    .andCaches(others));
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
    boolean owns(Cache<?, ?> cache) {
        return manager.get().equals(cache.getCacheManager());
    }

    private void invalidate(Invalidation invalidation) {
        manager.get().invalidate(invalidation);
    }

    /** Outdates all that it names, for the current tenant, in one step. */
    void outdate(Invalidation invalidation) {
        if (!invalidation.scopes().isEmpty()) {
            invalidate(invalidation);
        }
    }

    /** Outdates all that it names for that tenant, whoever is the current one. */
    void outdate(Tenant tenant, Invalidation invalidation) {
        runFor(tenant, () -> outdate(invalidation));
    }

    /** Runs what concerns that tenant's entries, or shared ones. */
    void runFor(Tenant tenant, Runnable task) {
        if (tenant.isShared()) {
            task.run();
        } else {
            TenantContext.run(tenant, task);
        }
    }

    /** The keys of the current tenant in that cache that match. Walks over all of them. */
    Invalidation keysMatching(String cache, KeyPattern pattern) {
        List<Invalidation.Scope> found = new ArrayList<>();
        for (Iterator<Object> all = cache(cache).keys(); all.hasNext(); ) {
            Object key = all.next();
            if (pattern.matches(key)) {
                found.add(new Invalidation.Key(cache, key));
            }
        }
        return new Invalidation(found);
    }

    /**
     * What it names, by the tenants whose it is at this moment: the current one, or all for shared caches.
     *
     * @throws TenantRequiredException if it names what is per tenant, and there is no tenant
     */
    Map<Tenant, List<Invalidation.Scope>> byTenant(Invalidation invalidation) {
        Map<Tenant, List<Invalidation.Scope>> byTenant = new LinkedHashMap<>();
        Tenant current = null;
        for (Invalidation.Scope scope : invalidation.scopes()) {
            boolean isShared = scope instanceof Invalidation.InCache inCache && !isPerTenant(inCache.cache());
            if (!isShared && current == null) {
                current = tenantFor(scope);
            }
            byTenant.computeIfAbsent(isShared ? Tenant.SHARED : current, absent -> new ArrayList<>())
                    .add(scope);
        }
        return byTenant;
    }

    private Tenant tenantFor(Invalidation.Scope scope) {
        return currentTenant()
                .orElseThrow(() -> scope instanceof Invalidation.InCache inCache
                        ? new TenantRequiredException(inCache.cache())
                        : new TenantRequiredException());
    }

    /** Whose entries the calling thread sees in that cache; null if there is no tenant. */
    @Nullable
    Tenant tenantOrNull(String cache) {
        return isPerTenant(cache) ? currentTenant().orElse(null) : Tenant.SHARED;
    }

    private Optional<Tenant> currentTenant() {
        return TenantContext.currentOr(resolver);
    }

    /** Fails, before anything is done, if a change of that cache and its cascade would fail for want of a tenant. */
    void requireTenant(String cache) {
        requireTenantFor(cache);
        requireTenantForCascade(cache);
    }

    /** Fails if the cascade of that cache would fail for want of a tenant. */
    void requireTenantForCascade(String cache) {
        cascade(cache).stream().filter(this::isPerTenant).findFirst().ifPresent(this::requireTenantOf);
    }

    /** Fails if a change of that cache alone would fail for want of a tenant. */
    void requireTenantFor(String cache) {
        if (isPerTenant(cache)) {
            requireTenantOf(cache);
        }
    }

    /**
     * Runs what follows the end of an asynchronous method that changes that cache: for the tenant of this call, and not on the thread that
     * ends it, unless the manager is closed.
     */
    Executor afterwards(String cache) {
        return threadsFor(tenantOf(cache));
    }

    /** The manager's threads, for that tenant, or for none; the calling thread, if the manager is closed. */
    Executor threadsFor(@Nullable Tenant tenant) {
        return task -> {
            Runnable bound = tenant == null ? task : () -> TenantContext.run(tenant, task);
            try {
                threads().execute(bound);
            } catch (IllegalStateException | RejectedExecutionException closed) {
                bound.run();
            }
        };
    }

    /** {@link #threadsFor} the tenant of the calling thread, if it has one. */
    public Executor threadsOfCall() {
        Tenant tenant;
        try {
            tenant = currentTenant().orElse(null);
        } catch (TenantUnresolvedException unknown) {
            tenant = null;
        }
        return threadsFor(tenant);
    }

    /** The manager's, for what may wait. */
    Executor threads() {
        return manager.get().unwrap(Executor.class);
    }

    /** For whom a change of that cache and its cascade is made; null if nobody is known, nor needs to be. */
    private @Nullable Tenant tenantOf(String cache) {
        boolean isNeeded = isPerTenant(cache) || cascade(cache).stream().anyMatch(this::isPerTenant);
        return isNeeded ? currentTenant().orElse(null) : TenantContext.currentOrNull();
    }

    private boolean isPerTenant(String cache) {
        return config.cache(cache).tenancy() == Tenancy.PER_TENANT;
    }

    private void requireTenantOf(String cache) {
        if (currentTenant().isEmpty()) {
            throw new TenantRequiredException(cache);
        }
    }
}
