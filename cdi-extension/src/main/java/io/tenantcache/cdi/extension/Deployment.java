package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.TenantCarrier;
import io.tenantcache.cdi.operation.CacheOperation;
import io.tenantcache.cdi.operation.DeployedCaches;
import io.tenantcache.cdi.operation.MethodOperations;
import io.tenantcache.config.TenantCacheConfig;
import jakarta.enterprise.inject.spi.BeanManager;

/** What one deployment runs on: its manager and the operations of its methods. */
final class Deployment {

    private final OpenManager manager;
    private final CacheOperation operation;
    private final TenantCarrier carrier;

    private Deployment(OpenManager manager, CacheOperation operation, TenantCarrier carrier) {
        this.manager = manager;
        this.operation = operation;
        this.carrier = carrier;
    }

    static Deployment of(
            ClassLoader loader,
            TenantCacheConfig config,
            TenantResolver resolver,
            DeployedMethods methods,
            BeanManager beans) {
        OpenManager manager = new OpenManager(loader, config, resolver);
        DeployedCaches caches = new DeployedCaches(manager, config, resolver);
        return new Deployment(
                manager,
                new MethodOperations(methods, caches, new BeanInstances(beans)),
                () -> TenantContext.currentOr(resolver));
    }

    CacheOperation operation() {
        return operation;
    }

    TenantCarrier carrier() {
        return carrier;
    }

    TenantCacheManager manager() {
        return manager.get();
    }

    TenantCache<Object, Object> cache(String name) {
        return manager().getOrCreateCache(name);
    }

    void end() {
        manager.close();
    }
}
