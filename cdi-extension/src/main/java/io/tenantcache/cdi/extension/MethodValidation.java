package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.CachingAnnotation;
import io.tenantcache.cdi.operation.Completion;
import io.tenantcache.cdi.operation.MethodDeclaration;
import io.tenantcache.cdi.operation.Moment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** Checks each annotated method by itself. */
final class MethodValidation {

    private static final Logger LOG = System.getLogger(MethodValidation.class.getName());

    private final Problems problems;
    private final BeanInstances instances;

    MethodValidation(Problems problems, BeanInstances instances) {
        this.problems = problems;
        this.instances = instances;
    }

    void check(MethodDeclaration declaration) {
        List<CachingAnnotation> annotations = declaration.cachingAnnotations();
        if (annotations.size() > 1) {
            String names = annotations.stream()
                    .map(CachingAnnotation::shortName)
                    .sorted()
                    .collect(Collectors.joining(" and "));
            problems.add(DeploymentRule.ONE_ANNOTATION, declaration.beanSignature(), "carries " + names);
        }
        checkValue(declaration);
        CachedMethod.of(declaration).ifPresent(this::check);
    }

    private void checkValue(MethodDeclaration declaration) {
        String name = declaration.beanSignature();
        List<Integer> values = declaration.parametersWith(CacheValue.class);
        boolean puts = declaration.annotations().stream().anyMatch(CachePut.class::isInstance);
        if (puts && values.isEmpty()) {
            problems.add(DeploymentRule.VALUE_TO_PUT, name, "has @CachePut and no parameter with @CacheValue");
        } else if (!puts && !values.isEmpty()) {
            problems.add(DeploymentRule.VALUE_OF_PUT, name, "has a parameter with @CacheValue and no @CachePut");
        }
        if (values.size() > 1) {
            problems.add(DeploymentRule.ONE_VALUE, name, "has " + values.size() + " parameters with @CacheValue");
        }
        if (values.stream().anyMatch(declaration.parametersWith(CacheKey.class)::contains)) {
            problems.add(DeploymentRule.VALUE_IS_NO_KEY, name, "has a parameter with both @CacheKey and @CacheValue");
        }
    }

    private void check(CachedMethod method) {
        if (!CacheNames.isValid(method.getCacheName())) {
            problems.add(DeploymentRule.CACHE_NAME, method, "names a cache that cannot be");
        }
        Interceptability.check(method.getMethod(), method, problems);
        if (method.getCacheAnnotation() instanceof CacheResult result) {
            checkResult(method, result);
        } else if (method.hasDefaultCacheName() && method.resolverFactory().isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    () -> DeploymentRule.NAMED_CACHE.message(
                            method,
                            "names no cache: it changes the cache of its own name, which no other method reads"));
        }
        if (method.completion() == Completion.UNSEEN && method.annotation().moment() == Moment.AFTER_INVOCATION) {
            String type = method.getMethod().getGenericReturnType().getTypeName();
            problems.add(
                    DeploymentRule.KNOWN_END, method, "returns a " + type + ", which does not tell when it is done");
        }
        method.keyGenerator().ifPresent(type -> checkInstance(method, type));
        method.resolverFactory().ifPresent(type -> checkInstance(method, type));
        method.resultPolicy().ifPresent(type -> checkInstance(method, type));
    }

    private void checkResult(CachedMethod method, CacheResult result) {
        if (method.result().raw() == Void.class) {
            problems.add(DeploymentRule.RESULT_TO_CACHE, method, "returns nothing");
        }
        boolean chooses = result.cachedExceptions().length > 0 || result.nonCachedExceptions().length > 0;
        if (chooses && result.exceptionCacheName().isEmpty()) {
            problems.add(DeploymentRule.FAILURES_TO_CACHE, method, "tells which exceptions are cached, and not where");
        }
        method.exceptionCacheName()
                .filter(name -> !CacheNames.isValid(name))
                .ifPresent(name ->
                        problems.add(DeploymentRule.CACHE_NAME, method, "names a cache of exceptions that cannot be"));
    }

    private void checkInstance(CachedMethod method, Class<?> type) {
        if (!instances.canGive(type)) {
            problems.add(DeploymentRule.INSTANTIABLE, method, "names " + type.getName() + ", which cannot be made");
        }
    }
}
