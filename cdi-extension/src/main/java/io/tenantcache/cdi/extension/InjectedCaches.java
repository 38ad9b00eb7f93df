package io.tenantcache.cdi.extension;

import io.tenantcache.TenantCache;
import io.tenantcache.cdi.CacheName;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Provider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;

/** The caches that the application injects by name, with the types that its injection points ask for. */
final class InjectedCaches {

    private static final Type UNTYPED_CACHE = new TypeLiteral<Cache<Object, Object>>() {}.getType();
    private static final Type UNTYPED_TENANT_CACHE = new TypeLiteral<TenantCache<Object, Object>>() {}.getType();

    private final Map<String, Set<Type>> types = new TreeMap<>();

    void add(InjectionPoint point) {
        point.getQualifiers().stream()
                .filter(CacheName.class::isInstance)
                .map(CacheName.class::cast)
                .forEach(name -> add(name.value(), content(point.getType())));
    }

    /** What a lazy injection point gives. */
    private static Type content(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type raw = parameterized.getRawType();
            if (raw == Instance.class || raw == Provider.class) {
                return parameterized.getActualTypeArguments()[0];
            }
        }
        return type;
    }

    private void add(String name, Type type) {
        if (raw(type) == Cache.class || raw(type) == TenantCache.class) {
            types.computeIfAbsent(name, n -> new HashSet<>(Set.of(UNTYPED_CACHE, UNTYPED_TENANT_CACHE)))
                    .add(isConcrete(type) ? type : UNTYPED_CACHE);
        }
    }

    private static Type raw(Type type) {
        return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
    }

    private static boolean isConcrete(Type type) {
        return type instanceof ParameterizedType parameterized
                && Arrays.stream(parameterized.getActualTypeArguments())
                        .allMatch(argument -> argument instanceof Class || argument instanceof ParameterizedType);
    }

    Set<String> names() {
        return types.keySet();
    }

    /** The types of the bean that is injected under that name. */
    Set<Type> types(String name) {
        return types.getOrDefault(name, Set.of());
    }

    void check(Problems problems) {
        types.forEach((name, declared) -> {
            if (!CacheNames.isValid(name)) {
                problems.add(
                        DeploymentRule.CACHE_NAME, "@CacheName", "of an injection point names a cache that cannot be");
            }
            if (keyAndValueTypes(declared).size() > 1) {
                problems.add(
                        DeploymentRule.ONE_CACHE_TYPE,
                        "@CacheName(\"" + name + "\")",
                        "is injected as " + keyAndValueTypes(declared));
            }
        });
    }

    /** Whether what each of them is to hold can be stored. */
    void check(StorableValidation storable) {
        types.forEach((name, declared) -> keyAndValueTypes(declared)
                .forEach(keyAndValue -> keyAndValue.forEach(type -> storable.check(name, type))));
    }

    private static Set<List<Type>> keyAndValueTypes(Set<Type> declared) {
        Set<List<Type>> arguments = new HashSet<>();
        for (Type type : declared) {
            if (!type.equals(UNTYPED_CACHE) && !type.equals(UNTYPED_TENANT_CACHE)) {
                arguments.add(List.of(((ParameterizedType) type).getActualTypeArguments()));
            }
        }
        return arguments;
    }
}
