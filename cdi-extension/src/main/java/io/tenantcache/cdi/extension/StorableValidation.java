package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCache;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.ResolvedType;
import io.tenantcache.jcache.StorableTypes;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** Finds results, values and keys that no cache can store: streams, connections, requests and the like. */
final class StorableValidation {

    private final Problems problems;
    private final StorableTypes types;

    StorableValidation(Problems problems, StorableTypes types) {
        this.problems = problems;
        this.types = types;
    }

    void check(CachedMethod method) {
        if (method.resolverFactory().isPresent()) {
            // The cache that it chooses may be another provider's.
            return;
        }
        if (method.getCacheAnnotation() instanceof CacheResult) {
            report(method, "returns", method.result().content());
        }
        Type[] parameters = method.getMethod().getGenericParameterTypes();
        if (method.valuePosition() >= 0) {
            report(method, "puts", parameter(method, parameters[method.valuePosition()]));
        }
        if (method.keyGenerator().isEmpty() && !(method.getCacheAnnotation() instanceof CacheRemoveAll)) {
            method.keyPositions()
                    .forEach(position -> report(method, "has in its key", parameter(method, parameters[position])));
        }
    }

    /** A key or value of a cache that is injected under that name. */
    void check(String injected, Type keyOrValue) {
        excluded(ResolvedType.of(keyOrValue, TenantCache.class))
                .ifPresent(excluded -> problems.add(
                        DeploymentRule.STORABLE,
                        "@CacheName(\"" + injected + "\")",
                        "is injected with a " + excluded.getName()));
    }

    private static ResolvedType parameter(CachedMethod method, Type type) {
        return ResolvedType.of(type, method.declaration().beanClass()).content();
    }

    private void report(CachedMethod method, String what, ResolvedType type) {
        excluded(type)
                .ifPresent(
                        excluded -> problems.add(DeploymentRule.STORABLE, method, what + " a " + excluded.getName()));
    }

    private Optional<Class<?>> excluded(ResolvedType type) {
        Class<?> raw = type.raw();
        if (raw == Void.class) {
            // A method without a result: that is another rule's.
            return Optional.empty();
        }
        return Stream.concat(
                        Stream.<Class<?>>of(raw).filter(types::excludes),
                        type.arguments().stream().flatMap(argument -> excluded(argument).stream()))
                .findFirst();
    }
}
