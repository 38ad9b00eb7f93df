package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.ResultPolicy;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.MethodDeclaration;
import io.tenantcache.cdi.operation.ResolvedType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks what methods say of their caches, and of what they throw: caches of values and of failures lie apart. */
final class PolicyValidation {

    private final Problems problems;
    private final DeployedMethods methods;

    PolicyValidation(Problems problems, DeployedMethods methods) {
        this.problems = problems;
        this.methods = methods;
    }

    void check() {
        List<CachedMethod> cached = methods.cachedMethods();
        methods.declarations().forEach(this::checkPlace);
        methods.classesWithUnusedPolicy()
                .forEach(type -> problems.add(
                        DeploymentRule.POLICY_TO_STORE,
                        type.getName(),
                        "carries @CachePolicy, and no method that stores anything without one of its own"));
        cached.forEach(this::check);
        checkSame(cached);
        checkFailures(cached);
    }

    private void checkPlace(MethodDeclaration declaration) {
        if (declaration.policy().isPresent() && !declaration.isStoring()) {
            problems.add(
                    DeploymentRule.POLICY_TO_STORE,
                    declaration.beanSignature(),
                    "carries @CachePolicy and stores nothing");
        }
    }

    private void check(CachedMethod method) {
        if (!said(method).isEmpty() && method.resolverFactory().isPresent()) {
            problems.add(
                    DeploymentRule.POLICY_OF_CHOSEN_CACHE,
                    method,
                    "has a @CachePolicy for a cache that its cacheResolverFactory chooses");
        }
        method.resultPolicy().ifPresent(type -> checkType(method, type));
    }

    private void checkType(CachedMethod method, Class<?> policy) {
        ResolvedType asked = ResolvedType.of(ResultPolicy.class.getTypeParameters()[0], policy);
        ResolvedType stored = TagValidation.stored(method);
        if (!asked.isRelatedTo(stored)) {
            problems.add(
                    DeploymentRule.RESULT_POLICY_TYPE,
                    method,
                    "stores " + stored + ", and " + policy.getName() + " is for " + asked);
        }
    }

    private void checkSame(Collection<CachedMethod> cached) {
        Map<String, CachedMethod> first = new LinkedHashMap<>();
        for (CachedMethod method : cached) {
            Map<?, String> said = said(method);
            if (said.isEmpty()) {
                continue;
            }
            CachedMethod other = first.putIfAbsent(method.getCacheName(), method);
            if (other != null && !said(other).equals(said)) {
                problems.add(
                        DeploymentRule.ONE_POLICY,
                        method,
                        "and " + other + " have different policies for the cache '" + method.getCacheName() + "'");
            }
        }
    }

    private static Map<?, String> said(CachedMethod method) {
        return method.policy().<Map<?, String>>map(PolicySettings::of).orElse(Map.of());
    }

    private void checkFailures(Collection<CachedMethod> cached) {
        for (CachedMethod method : cached) {
            method.exceptionCacheName()
                    .filter(name -> cached.stream().anyMatch(other -> stores(other, name)))
                    .ifPresent(name -> problems.add(
                            DeploymentRule.FAILURES_APART,
                            method,
                            "keeps what it throws in the cache '" + name + "', which holds values"));
        }
    }

    private static boolean stores(CachedMethod method, String cache) {
        return method.isStoring()
                && method.getCacheName().equals(cache)
                && method.resolverFactory().isEmpty();
    }
}
