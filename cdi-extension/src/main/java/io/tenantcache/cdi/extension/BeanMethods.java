package io.tenantcache.cdi.extension;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is declared of the methods of beans, in the order in which it was found. */
final class BeanMethods<D> {

    private final Map<Class<?>, Map<Method, D>> declarations = new LinkedHashMap<>();

    void put(Class<?> beanClass, Method method, D declaration) {
        declarations.computeIfAbsent(beanClass, type -> new LinkedHashMap<>()).put(method, declaration);
    }

    /** What is declared of a method that was called on a target, which is often of a subclass that the container made. */
    Optional<D> of(Class<?> targetClass, Method method) {
        return Stream.<Class<?>>iterate(targetClass, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Stream.ofNullable(declarations.get(type)))
                .findFirst()
                .flatMap(declared -> Optional.ofNullable(declared.get(method)));
    }

    Collection<D> of(Class<?> beanClass) {
        return declarations.getOrDefault(beanClass, Map.of()).values();
    }

    List<D> all() {
        return declarations.values().stream()
                .flatMap(declared -> declared.values().stream())
                .toList();
    }
}
