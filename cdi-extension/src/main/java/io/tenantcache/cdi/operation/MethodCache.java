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
    private final String name;
    private final DeployedCaches caches;
    private final @Nullable CacheResolver resolver;
    /** Looked up once, since the manager's look-up takes a lock. */
    private volatile @Nullable Cache<Object, Object> named;

    private MethodCache(CachedMethod method, String name, DeployedCaches caches, Optional<CacheResolver> resolver) {
        this.method = method;
        this.name = name;
        this.caches = caches;
        this.resolver = resolver.orElse(null);
    }

    /** That of the values. */
    static MethodCache ofValues(CachedMethod method, DeployedCaches caches, Instances instances) {
        Optional<CacheResolver> own =
                method.resolverFactory().map(instances::instance).map(factory -> resolverOf(factory, method));
        return new MethodCache(method, method.getCacheName(), caches, own);
    }

    /** That of what the method throws, which has that name. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // its annotation is the one that has such a cache
    static MethodCache ofFailures(CachedMethod method, String name, DeployedCaches caches, Instances instances) {
        Optional<CacheResolver> own = method.resolverFactory()
                .map(instances::instance)
                .map(factory -> factory.getExceptionCacheResolver((CacheMethodDetails) method));
        return new MethodCache(method, name, caches, own);
    }

    private static CacheResolver resolverOf(
            CacheResolverFactory factory, CacheMethodDetails<? extends Annotation> details) {
        return factory.getCacheResolver(details);
    }

    /** Whether the application's resolver chooses it for each call. */
    boolean isChosen() {
        return resolver != null;
    }

    Cache<Object, Object> of(Invocation invocation) {
        return resolver == null ? named() : resolver.resolveCache(new CachedInvocation(method, invocation));
    }

    private Cache<Object, Object> named() {
        Cache<Object, Object> cache = named;
        if (cache == null || cache.isClosed()) {
            cache = caches.cache(name);
            named = cache;
        }
        return cache;
    }
}
