package io.tenantcache.it.app.shapes;

import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** Chooses the cache by itself. A bean, since it needs one. */
@ApplicationScoped
public class Archive implements CacheResolverFactory {

    @Inject
    TenantCacheManager manager;

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
        return new CacheResolver() {
            @Override
            public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                return manager.getOrCreateCache("shapes-archive");
            }
        };
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
        throw new UnsupportedOperationException();
    }
}
