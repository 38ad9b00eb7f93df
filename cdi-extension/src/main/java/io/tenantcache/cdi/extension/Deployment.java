package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.CacheInvalidator;
import io.tenantcache.cdi.TenantCarrier;
import io.tenantcache.cdi.operation.CacheOperation;
import io.tenantcache.cdi.operation.DeployedCaches;
import io.tenantcache.cdi.operation.DeployedInvalidator;
import io.tenantcache.cdi.operation.Invalidations;
import io.tenantcache.cdi.operation.MethodOperations;
import io.tenantcache.cdi.operation.MethodTags;
import io.tenantcache.cdi.operation.OwnChanges;
import io.tenantcache.cdi.ratelimit.CallLimiter;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.ratelimit.RateLimiter;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What one deployment runs on: its manager and the operations of its methods. */
final class Deployment {

    private final OpenManager manager;
    private final CacheOperation operation;
    private final Invalidations invalidations;
    private final CacheInvalidator invalidator;
    private final TenantCarrier carrier;
    private final CallLimiter limiter;

    private Deployment(
            OpenManager manager,
            CacheOperation operation,
            CallLimiter limiter,
            Invalidations invalidations,
            CacheInvalidator invalidator,
            TenantCarrier carrier) {
        this.manager = manager;
        this.operation = operation;
        this.limiter = limiter;
        this.invalidations = invalidations;
        this.invalidator = invalidator;
        this.carrier = carrier;
    }

    /** What the container announced, what asks the limits, and what the threads' transactions have changed. */
    record Parts(
            DeployedMethods methods,
            MethodTags tags,
            EventObservation observation,
            OwnChanges own,
            BiFunction<Supplier<RateLimiter>, Supplier<Executor>, CallLimiter> limits) {}

    static Deployment of(
            OpenManager manager, TenantCacheConfig config, TenantResolver resolver, Parts parts, BeanManager beans) {
        DeployedCaches caches = new DeployedCaches(manager, config, resolver);
        Invalidations invalidations = new Invalidations(
                caches,
                parts.own(),
                new EventObservers(beans, parts.observation().asynchronous()));
        return new Deployment(
                manager,
                new MethodOperations(parts.methods(), caches, invalidations, parts.tags(), new BeanInstances(beans)),
                parts.limits().apply(() -> manager.get().unwrap(RateLimiter.class), caches::threadsOfCall),
                invalidations,
                new DeployedInvalidator(caches, invalidations),
                () -> TenantContext.currentOr(resolver));
    }

    CacheInvalidator invalidator() {
        return invalidator;
    }

    CacheOperation operation() {
        return operation;
    }

    CallLimiter limiter() {
        return limiter;
    }

    TenantCarrier carrier() {
        return carrier;
    }

    TenantCacheManager manager() {
        return manager.get();
    }

    Optional<TenantCacheManager> managerIfOpen() {
        return manager.ifOpen();
    }

    TenantCache<Object, Object> cache(String name) {
        return manager().getOrCreateCache(name);
    }

    void end() {
        invalidations.close();
        manager.close();
    }
}
