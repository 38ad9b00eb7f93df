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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The methods of the beans that have limits, or whose class has, as the container sees them. */
final class DeployedLimits implements Declarations {

    private final BeanMethods<LimitedMethod> methods = new BeanMethods<>();
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
                methods.put(beanClass, member, LimitedMethod.of(beanClass, member, ofClass, method.getAnnotations()));
            }
        }
    }

    @Override
    public Optional<LimitedMethod> of(Class<?> targetClass, Method method) {
        return methods.of(targetClass, method);
    }

    /** All of them. */
    List<LimitedMethod> all() {
        return methods.all();
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
