package io.tenantcache.cdi.operation;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/**
 * What the four annotations of JSR-107 have in common, as written on the method.
 *
 * @param annotation the annotation itself
 * @param cacheName empty if unspecified
 * @param moment when the cache is changed
 * @param failures after which failures of the method it is changed all the same; of a result, which are kept
 * @param resolverFactory {@code CacheResolverFactory.class} if unspecified
 * @param keyGenerator {@code CacheKeyGenerator.class} if unspecified
 */
public record CachingAnnotation(
        Annotation annotation,
        String cacheName,
        Moment moment,
        ThrowableFilter failures,
        Class<? extends CacheResolverFactory> resolverFactory,
        Class<? extends CacheKeyGenerator> keyGenerator) {

    /** The annotations that make a method intercepted. */
    public static final List<Class<? extends Annotation>> TYPES =
            List.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

    /** The common view of that annotation; empty if it is none of {@link #TYPES}. */
    public static Optional<CachingAnnotation> of(Annotation annotation) {
        if (annotation instanceof CacheResult result) {
            return Optional.of(new CachingAnnotation(
                    result,
                    result.cacheName(),
                    Moment.AFTER_INVOCATION,
                    result.exceptionCacheName().isEmpty()
                            ? ThrowableFilter.none()
                            : ThrowableFilter.orAllExceptions(result.cachedExceptions(), result.nonCachedExceptions()),
                    result.cacheResolverFactory(),
                    result.cacheKeyGenerator()));
        }
        if (annotation instanceof CachePut put) {
            return Optional.of(new CachingAnnotation(
                    put,
                    put.cacheName(),
                    Moment.of(put.afterInvocation()),
                    ThrowableFilter.of(put.cacheFor(), put.noCacheFor()),
                    put.cacheResolverFactory(),
                    put.cacheKeyGenerator()));
        }
        if (annotation instanceof CacheRemove remove) {
            return Optional.of(new CachingAnnotation(
                    remove,
                    remove.cacheName(),
                    Moment.of(remove.afterInvocation()),
                    ThrowableFilter.of(remove.evictFor(), remove.noEvictFor()),
                    remove.cacheResolverFactory(),
                    remove.cacheKeyGenerator()));
        }
        if (annotation instanceof CacheRemoveAll removeAll) {
            return Optional.of(new CachingAnnotation(
                    removeAll,
                    removeAll.cacheName(),
                    Moment.of(removeAll.afterInvocation()),
                    ThrowableFilter.of(removeAll.evictFor(), removeAll.noEvictFor()),
                    removeAll.cacheResolverFactory(),
                    CacheKeyGenerator.class));
        }
        return Optional.empty();
    }

    /** How the annotation is written, without its members. */
    public String shortName() {
        return "@" + annotation.annotationType().getSimpleName();
    }
}
