package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.CachingAnnotation;
import io.tenantcache.cdi.operation.MethodDeclaration;
import io.tenantcache.cdi.operation.MethodOperations.Declarations;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the beans that carry caching annotations, as the container sees them: with the annotations that
 * extensions have added or removed.
 */
final class DeployedMethods implements Declarations {

    private final BeanMethods<MethodDeclaration> methods = new BeanMethods<>();
    private final Map<Class<?>, CachingAnnotation> annotatedClasses = new LinkedHashMap<>();
    private final Map<Class<?>, CachePolicy> policies = new LinkedHashMap<>();

    void add(AnnotatedType<?> type, BeanManager beans) {
        type.getAnnotations().stream()
                .flatMap(annotation -> CachingAnnotation.of(annotation).stream())
                .forEach(annotation -> annotatedClasses.put(type.getJavaClass(), annotation));
        CacheDefaults defaults = defaults(type, beans).orElse(null);
        CachePolicy policy = type.getAnnotation(CachePolicy.class);
        if (policy != null) {
            policies.put(type.getJavaClass(), policy);
        }
        for (AnnotatedMethod<?> method : type.getMethods()) {
            // The compiler copies annotations to the bridges of generic methods.
            if (!method.getJavaMember().isBridge()) {
                add(declaration(type.getJavaClass(), method, defaults).withPolicy(policy));
            }
        }
    }

    private void add(MethodDeclaration declaration) {
        boolean concernsUs = !declaration.cachingAnnotations().isEmpty()
                || !declaration.parametersWith(CacheValue.class).isEmpty()
                || !declaration.tags().isEmpty()
                || declaration.policy().isPresent();
        if (concernsUs) {
            methods.put(declaration.beanClass(), declaration.method(), declaration);
        }
    }

    private static MethodDeclaration declaration(
            Class<?> beanClass, AnnotatedMethod<?> method, @Nullable CacheDefaults defaults) {
        return new MethodDeclaration(
                beanClass, method.getJavaMember(), method.getAnnotations(), parameterAnnotations(method), defaults);
    }

    private static List<Set<Annotation>> parameterAnnotations(AnnotatedCallable<?> method) {
        return method.getParameters().stream()
                .map(parameter -> Set.copyOf(parameter.getAnnotations()))
                .toList();
    }

    /** Of the class, as the container sees it, else of what it extends, else of its stereotypes. */
    private static Optional<CacheDefaults> defaults(AnnotatedType<?> type, BeanManager beans) {
        return Optional.ofNullable(type.getAnnotation(CacheDefaults.class))
                .or(() ->
                        MethodDeclaration.inheritedDefaults(type.getJavaClass().getSuperclass()))
                .or(() -> Stereotypes.annotations(type.getAnnotations(), beans)
                        .filter(CacheDefaults.class::isInstance)
                        .map(CacheDefaults.class::cast)
                        .findFirst());
    }

    @Override
    public Optional<MethodDeclaration> of(Class<?> targetClass, Method method) {
        return methods.of(targetClass, method);
    }

    /** The beans whose class carries what belongs on a method. */
    Map<Class<?>, CachingAnnotation> annotatedClasses() {
        return annotatedClasses;
    }

    /** The beans whose class says of its methods' caches what none of them takes. */
    List<Class<?>> classesWithUnusedPolicy() {
        return policies.entrySet().stream()
                .filter(policy -> methods.of(policy.getKey()).stream()
                        .noneMatch(method -> method.policy().equals(Optional.of(policy.getValue()))))
                .<Class<?>>map(Map.Entry::getKey)
                .toList();
    }

    /** All that was added. */
    List<MethodDeclaration> declarations() {
        return methods.all();
    }

    /** Those that are intercepted. */
    List<CachedMethod> cachedMethods() {
        return declarations().stream()
                .flatMap(declaration -> CachedMethod.of(declaration).stream())
                .toList();
    }
}
