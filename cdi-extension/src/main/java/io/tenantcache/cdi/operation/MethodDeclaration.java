package io.tenantcache.cdi.operation;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.CacheTag;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * A method of a bean with its annotations, which an extension of the container may have changed.
 *
 * @param beanClass the bean's class; it may inherit the method
 * @param method the method
 * @param annotations of the method, and the policy of its class if it has none of its own
 * @param parameterAnnotations a set for each parameter
 * @param defaults what the bean's class says for all of its methods
 */
public record MethodDeclaration(
        Class<?> beanClass,
        Method method,
        Set<Annotation> annotations,
        List<Set<Annotation>> parameterAnnotations,
        @Nullable CacheDefaults defaults) {

    /** Copies the annotations. */
    public MethodDeclaration {
        annotations = Set.copyOf(annotations);
        parameterAnnotations = List.copyOf(parameterAnnotations);
    }

    /** The declaration as compiled, for a method that the container did not announce. */
    static MethodDeclaration compiled(Class<?> beanClass, Method method) {
        return new MethodDeclaration(
                        beanClass,
                        method,
                        Set.of(method.getAnnotations()),
                        Arrays.stream(method.getParameterAnnotations())
                                .map(Set::of)
                                .toList(),
                        inheritedDefaults(beanClass).orElse(null))
                .withPolicy(beanClass.getAnnotation(CachePolicy.class));
    }

    /** This method with that policy of its class, if it stores anything and has none of its own. */
    public MethodDeclaration withPolicy(@Nullable CachePolicy ofClass) {
        if (ofClass == null || policy().isPresent() || !isStoring()) {
            return this;
        }
        Set<Annotation> all = new LinkedHashSet<>(annotations);
        all.add(ofClass);
        return new MethodDeclaration(beanClass, method, all, parameterAnnotations, defaults);
    }

    /** The {@code @CacheDefaults} of the class, else of the nearest class that it extends. */
    public static Optional<CacheDefaults> inheritedDefaults(@Nullable Class<?> beanClass) {
        return Stream.<Class<?>>iterate(beanClass, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Stream.ofNullable(type.getDeclaredAnnotation(CacheDefaults.class)))
                .findFirst();
    }

    /** The annotations that make the method intercepted: one, or the deployment is refused. */
    public List<CachingAnnotation> cachingAnnotations() {
        return annotations.stream()
                .flatMap(annotation -> CachingAnnotation.of(annotation).stream())
                .toList();
    }

    /** Whether it stores values. */
    public boolean isStoring() {
        return annotations.stream().anyMatch(own -> own instanceof CacheResult || own instanceof CachePut);
    }

    /** The tags, as they are written. */
    public List<String> tags() {
        return annotations.stream()
                .flatMap(annotation -> annotation instanceof CacheTag.Several several
                        ? Arrays.stream(several.value())
                        : annotation instanceof CacheTag one ? Stream.of(one) : Stream.empty())
                .map(CacheTag::value)
                .toList();
    }

    /** What it says of its cache, be it that its class says it. */
    public Optional<CachePolicy> policy() {
        return annotations.stream()
                .filter(CachePolicy.class::isInstance)
                .map(CachePolicy.class::cast)
                .findFirst();
    }

    /** The positions of the parameters that carry that annotation. */
    public List<Integer> parametersWith(Class<? extends Annotation> type) {
        return Stream.iterate(0, i -> i < parameterAnnotations.size(), i -> i + 1)
                .filter(i -> parameterAnnotations.get(i).stream().anyMatch(type::isInstance))
                .toList();
    }

    /** The qualified name with the types of the parameters: the JSR's default name of a cache. */
    public String signature() {
        return signature(method.getDeclaringClass());
    }

    /** The signature, under the name of the bean rather than of a class that it inherits the method from. */
    public String beanSignature() {
        return signature(beanClass);
    }

    private String signature(Class<?> owner) {
        StringJoiner parameters = new StringJoiner(",", "(", ")");
        for (Class<?> type : method.getParameterTypes()) {
            parameters.add(type.getName());
        }
        return owner.getName() + '.' + method.getName() + parameters;
    }
}
