package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.cdi.CacheInvalidator;
import io.tenantcache.cdi.CacheName;
import io.tenantcache.cdi.TenantCarrier;
import io.tenantcache.cdi.operation.CacheOperation;
import io.tenantcache.cdi.ratelimit.CallLimiter;
import io.tenantcache.ratelimit.RateLimiter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.CacheManager;

/**
 * Adds the beans that are injected. They have a normal scope, so that nothing is opened by an injection, and an id, so
 * that beans of a passivating scope can hold them.
 */
final class CacheBeans {

    private final AfterBeanDiscovery event;
    private final Supplier<Deployment> deployment;

    CacheBeans(AfterBeanDiscovery event, Supplier<Deployment> deployment) {
        this.event = event;
        this.deployment = deployment;
    }

    void addOperation() {
        event.<CacheOperation>addBean()
                .id(CacheOperation.class.getName())
                .types(Object.class, CacheOperation.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().operation());
    }

    void addCallLimiter() {
        event.<CallLimiter>addBean()
                .id(CallLimiter.class.getName())
                .types(Object.class, CallLimiter.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().limiter());
    }

    void addRateLimiter() {
        event.<RateLimiter>addBean()
                .id(RateLimiter.class.getName())
                .types(Object.class, RateLimiter.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().manager().unwrap(RateLimiter.class));
    }

    void addCarrier() {
        event.<TenantCarrier>addBean()
                .id(TenantCarrier.class.getName())
                .types(Object.class, TenantCarrier.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().carrier());
    }

    void addManager() {
        event.<TenantCacheManager>addBean()
                .id(TenantCacheManager.class.getName())
                .types(Object.class, CacheManager.class, TenantCacheManager.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().manager());
    }

    void addInvalidator() {
        event.<CacheInvalidator>addBean()
                .id(CacheInvalidator.class.getName())
                .types(Object.class, CacheInvalidator.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().invalidator());
    }

    void addCache(CacheName name, Set<Type> types) {
        event.<TenantCache<Object, Object>>addBean()
                .id(TenantCache.class.getName() + ":" + name.value())
                .addTypes(types)
                .addType(Object.class)
                .addQualifier(name)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> deployment.get().cache(name.value()));
    }
}
