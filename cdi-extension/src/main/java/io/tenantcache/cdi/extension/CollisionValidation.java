package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.MethodKeyGenerator;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.ResolvedType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
        List<CachedMethod> readers = methods.stream()
                .filter(method -> method.getCacheAnnotation() instanceof CacheResult)
                .filter(method -> method.resolverFactory().isEmpty())
                .filter(method -> !method.keyGenerator().equals(Optional.of(MethodKeyGenerator.class)))
                .toList();
        readers.stream()
                .collect(Collectors.groupingBy(method -> keySpace(method, method.getCacheName())))
                .values()
                .forEach(sharing -> forEachPair(sharing, this::checkResults));
        readers.stream()
                .filter(method -> method.exceptionCacheName().isPresent())
                .collect(Collectors.groupingBy(
                        method -> keySpace(method, method.exceptionCacheName().orElseThrow())))
                .values()
                .forEach(sharing -> forEachPair(sharing, this::checkFailures));
    }

    private static KeySpace keySpace(CachedMethod method, String cache) {
        Type[] parameters = method.getMethod().getGenericParameterTypes();
        List<? extends Class<?>> types = method.keyPositions()
                .mapToObj(
                        i -> ResolvedType.of(parameters[i], method.declaration().beanClass())
                                .raw())
                .toList();
        return new KeySpace(cache, method.keyGenerator(), types);
    }

    private static void forEachPair(List<CachedMethod> methods, BiConsumer<CachedMethod, CachedMethod> check) {
        for (int i = 0; i < methods.size(); i++) {
            for (CachedMethod other : methods.subList(i + 1, methods.size())) {
                check.accept(methods.get(i), other);
            }
        }
    }

    /** Those that share the cache of their values too are meant to fail alike. */
    private void checkFailures(CachedMethod one, CachedMethod other) {
        if (!one.getCacheName().equals(other.getCacheName())) {
            problems.add(
                    DeploymentRule.SEPARATE_FAILURES,
                    one,
                    "and " + other + " would throw each other's exceptions, from the cache '"
                            + one.exceptionCacheName().orElseThrow() + "'");
        }
    }

    private void checkResults(CachedMethod one, CachedMethod other) {
        String what = "and " + other + " would read each other's results from the cache '" + one.getCacheName() + "'";
        if (!one.result().content().isRelatedTo(other.result().content())) {
            problems.add(DeploymentRule.SEPARATE_RESULTS, one, what);
        } else if (!refreshes(one) && !refreshes(other)) {
            LOG.log(Level.WARNING, () -> DeploymentRule.SHARED_RESULTS.message(one, what));
        }
    }

    /** Whether the method reads anew what others find in the cache: it is meant to share their entries. */
    private static boolean refreshes(CachedMethod method) {
        return ((CacheResult) method.getCacheAnnotation()).skipGet();
    }
}
