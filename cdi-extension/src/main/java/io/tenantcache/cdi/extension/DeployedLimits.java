package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.cdi.ratelimit.LimitedMethod;
import io.tenantcache.cdi.ratelimit.MethodLimiter.Declarations;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of the beans that have limits, or whose class has, as the container sees them. */
final class DeployedLimits implements Declarations {

    private final Map<Class<?>, Map<Method, LimitedMethod>> methods = new LinkedHashMap<>();
    private final List<Class<?>> stereotyped = new ArrayList<>();

    void add(AnnotatedType<?> type, BeanManager beans) {
        List<Annotation> ofStereotypes =
                Stereotypes.annotations(type.getAnnotations(), beans).toList();
        if (!LimitedMethod.in(ofStereotypes).isEmpty()) {
            stereotyped.add(type.getJavaClass());
        }
        List<RateLimited> ofClass = LimitedMethod.in(type.getAnnotations());
        Class<?> beanClass = type.getJavaClass();
        for (AnnotatedMethod<?> method : type.getMethods()) {
            List<RateLimited> own = LimitedMethod.in(method.getAnnotations());
            Method member = method.getJavaMember();
            boolean isInherent = member.getDeclaringClass() == Object.class || member.isBridge();
            if (!isInherent && (!ofClass.isEmpty() || !own.isEmpty())) {
                methods.computeIfAbsent(beanClass, limited -> new LinkedHashMap<>())
                        .put(member, LimitedMethod.of(beanClass, member, ofClass, own));
            }
        }
    }

    @Override
    public Optional<LimitedMethod> of(Class<?> targetClass, Method method) {
        // The class of a target is often a subclass that the container made.
        return Stream.<Class<?>>iterate(targetClass, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Stream.ofNullable(methods.get(type)))
                .findFirst()
                .flatMap(declared -> Optional.ofNullable(declared.get(method)));
    }

    /** All of them. */
    List<LimitedMethod> all() {
        return methods.values().stream()
                .flatMap(declared -> declared.values().stream())
                .toList();
    }

    /** The beans that have a stereotype with limits. */
    List<Class<?>> stereotyped() {
        return stereotyped;
    }

    /** The names of their limits. */
    Set<String> names() {
        return all().stream()
                .flatMap(method -> method.limits().stream())
                .map(RateLimited::value)
                .collect(Collectors.toSet());
    }
}
