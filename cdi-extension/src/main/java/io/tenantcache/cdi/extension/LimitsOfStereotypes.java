package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.cdi.ratelimit.LimitedMethod;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts the limits of a class's stereotypes on the class itself: Weld 5.1 in Open Liberty calls no interceptor for the binding of a
 * stereotype, on a class with injected fields one of whose methods has that binding, too.
 */
final class LimitsOfStereotypes {

    @SuppressWarnings("ImmutableAnnotationChecker") // its array is nobody else's
    private static final class All extends AnnotationLiteral<RateLimited.Several> implements RateLimited.Several {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // annotations are
        private final RateLimited[] limits;

        All(List<RateLimited> limits) {
            this.limits = limits.toArray(RateLimited[]::new);
        }

        @Override
        public RateLimited[] value() {
            return limits.clone();
        }
    }

    private LimitsOfStereotypes() {}

    static void moveTo(ProcessAnnotatedType<?> event, BeanManager beans) {
        Set<Annotation> ofType = event.getAnnotatedType().getAnnotations();
        List<RateLimited> limits = new ArrayList<>(
                LimitedMethod.in(Stereotypes.annotations(ofType, beans).toList()));
        if (!limits.isEmpty()) {
            limits.addAll(LimitedMethod.in(ofType));
            event.configureAnnotatedType().remove(LimitsOfStereotypes::isLimit).add(new All(limits));
        }
    }

    private static boolean isLimit(Annotation annotation) {
        return annotation instanceof RateLimited || annotation instanceof RateLimited.Several;
    }
}
