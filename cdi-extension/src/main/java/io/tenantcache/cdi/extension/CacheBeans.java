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
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Function;
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

    /** Those that each deployment has. */
    void addAll() {
        add(CacheOperation.class, Deployment::operation);
        add(CallLimiter.class, Deployment::limiter);
        add(RateLimiter.class, parts -> parts.manager().unwrap(RateLimiter.class));
        add(TenantCarrier.class, Deployment::carrier);
        add(CacheInvalidator.class, Deployment::invalidator);
        add(TenantCacheManager.class, Deployment::manager).addType(CacheManager.class);
    }

    void addCache(CacheName name, Set<Type> types) {
        this.<TenantCache<?, ?>>add(
                        TenantCache.class.getName() + ":" + name.value(), parts -> parts.cache(name.value()))
                .addTypes(types)
                .addQualifier(name);
    }

    private <T> BeanConfigurator<T> add(Class<T> type, Function<Deployment, T> part) {
        return add(type.getName(), part).addType(type);
    }

    private <T> BeanConfigurator<T> add(String id, Function<Deployment, T> part) {
        return event.<T>addBean()
                .id(id)
                .addType(Object.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> part.apply(deployment.get()));
    }
}
