package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.operation.CacheOperation;
import io.tenantcache.cdi.operation.DeployedCaches;
import io.tenantcache.cdi.operation.MethodOperations;
import io.tenantcache.config.TenantCacheConfig;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/** What one deployment runs on: its manager and the operations of its methods. */
final class Deployment {

    private final OpenManager manager;
    private final CacheOperation operation;

    private Deployment(OpenManager manager, CacheOperation operation) {
        this.manager = manager;
        this.operation = operation;
    }

    static Deployment of(
            OpenManager manager,
            TenantCacheConfig config,
            TenantResolver resolver,
            DeployedMethods methods,
            BeanManager beans) {
        DeployedCaches caches = new DeployedCaches(manager, config, resolver);
        return new Deployment(manager, new MethodOperations(methods, caches, new BeanInstances(beans)));
    }

    CacheOperation operation() {
        return operation;
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
        manager.close();
    }
}
