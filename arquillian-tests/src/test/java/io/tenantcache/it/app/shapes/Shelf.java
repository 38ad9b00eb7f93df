package io.tenantcache.it.app.shapes;

import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** Chooses the cache by itself. A plain class, no bean. */
public class Shelf implements CacheResolverFactory {

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
        return resolver("shapes-shelf");
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
        return resolver("shapes-shelf-failures");
    }

    private static CacheResolver resolver(String cache) {
        return new CacheResolver() {
            @Override
            public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
                return CDI.current().select(TenantCacheManager.class).get().getOrCreateCache(cache);
            }
        };
    }
}
