package io.tenantcache.cdi.operation;

import java.lang.annotation.Annotation;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/** Finds the cache of one method's calls: the one that it names, or the one that the application's resolver gives. */
final class MethodCache {

    private final CachedMethod method;
    private final DeployedCaches caches;
    private final @Nullable CacheResolver resolver;
    /** Looked up once, since the manager's look-up takes a lock. */
    private volatile @Nullable Cache<Object, Object> named;

    MethodCache(CachedMethod method, DeployedCaches caches, Instances instances) {
        this.method = method;
        this.caches = caches;
        Optional<CacheResolver> own =
                method.resolverFactory().map(instances::instance).map(factory -> resolverOf(factory, method));
        this.resolver = own.orElse(null);
    }

    private static CacheResolver resolverOf(
            CacheResolverFactory factory, CacheMethodDetails<? extends Annotation> details) {
        return factory.getCacheResolver(details);
    }

    Cache<Object, Object> of(Invocation invocation) {
        return resolver == null ? named() : resolver.resolveCache(new CachedInvocation(method, invocation));
    }

    private Cache<Object, Object> named() {
        Cache<Object, Object> cache = named;
        if (cache == null || cache.isClosed()) {
            cache = caches.cache(method.getCacheName());
            named = cache;
        }
        return cache;
    }
}
