package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.MethodKeyGenerator;
import io.tenantcache.cdi.operation.CachedMethod;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResult;

/**
 * Finds methods that would read each other's results: by JSR-107 the method is no part of the key, so two of them that
 * share a cache and the types of their keys share its entries. Where the results have nothing in common that is an
 * error; else it can be meant, and is a warning.
 */
final class CollisionValidation {

    private static final Logger LOG = System.getLogger(CollisionValidation.class.getName());

    /** What methods have in common when their keys can be equal. */
    private record KeySpace(
            String cache, Optional<Class<? extends CacheKeyGenerator>> generator, List<? extends Class<?>> types) {}

    private final Problems problems;

    CollisionValidation(Problems problems) {
        this.problems = problems;
    }

    void check(List<CachedMethod> methods) {
        Map<KeySpace, List<CachedMethod>> readers = methods.stream()
                .filter(method -> method.getCacheAnnotation() instanceof CacheResult)
                .filter(method -> method.resolverFactory().isEmpty())
                .filter(method -> !method.keyGenerator().equals(Optional.of(MethodKeyGenerator.class)))
                .collect(Collectors.groupingBy(CollisionValidation::keySpace));
        readers.values().forEach(this::checkReaders);
    }

    private static KeySpace keySpace(CachedMethod method) {
        Type[] parameters = method.getMethod().getGenericParameterTypes();
        List<? extends Class<?>> types = method.keyPositions()
                .mapToObj(
                        i -> ResolvedType.of(parameters[i], method.declaration().beanClass())
                                .raw())
                .toList();
        return new KeySpace(method.getCacheName(), method.keyGenerator(), types);
    }

    private void checkReaders(List<CachedMethod> readers) {
        for (int i = 0; i < readers.size(); i++) {
            for (CachedMethod other : readers.subList(i + 1, readers.size())) {
                checkPair(readers.get(i), other);
            }
        }
    }

    private void checkPair(CachedMethod one, CachedMethod other) {
        String what = "and " + other + " would read each other's results from the cache '" + one.getCacheName() + "'";
        if (!result(one).isRelatedTo(result(other))) {
            problems.add(DeploymentRule.SEPARATE_RESULTS, one, what);
        } else if (!refreshes(one) && !refreshes(other)) {
            LOG.log(
                    Level.WARNING,
                    () -> one + " " + what + ". If that is not meant: " + DeploymentRule.SEPARATE_RESULTS.remedy());
        }
    }

    /** Whether the method reads anew what others find in the cache: it is meant to share their entries. */
    private static boolean refreshes(CachedMethod method) {
        return ((CacheResult) method.getCacheAnnotation()).skipGet();
    }

    private static ResolvedType result(CachedMethod method) {
        return ResolvedType.of(
                        method.getMethod().getGenericReturnType(),
                        method.declaration().beanClass())
                .content();
    }
}
