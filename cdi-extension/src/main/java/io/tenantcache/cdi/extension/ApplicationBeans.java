package io.tenantcache.cdi.extension;

import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.RateLimitPlan;
import io.tenantcache.cdi.ResultPolicy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Prioritized;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * The application's beans that this library looks up. They are collected when the container announces them, since a bean manager
 * finds only what its own archive can see: on Payara this library's archive sees none of the application's beans.
 */
final class ApplicationBeans {

    private static final List<Class<?>> TYPES = List.of(
            TenantResolver.class,
            CacheKeyGenerator.class,
            CacheResolverFactory.class,
            ResultPolicy.class,
            RateLimitPlan.class);

    /** The highest priority first; of equal ones in an order that does not depend on the server. */
    private static final Comparator<Candidate> ORDER = Comparator.comparingInt(Candidate::priority)
            .reversed()
            .thenComparing(candidate -> candidate.bean().getBeanClass().getName());

    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(Bean<?> bean, int priority) {}

    /** Those of the deployment that the bean manager is of. */
    static ApplicationBeans of(BeanManager manager) {
        return manager.getExtension(TenantCacheExtension.class).applicationBeans();
    }

    /**
     * Adds it, if it is of a type that is looked up.
     *
     * @param declaration its class, or the member that produces it; null if there is none
     */
    void add(Bean<?> bean, @Nullable Annotated declaration) {
        if (bean.getTypes().stream().map(ApplicationBeans::raw).anyMatch(TYPES::contains)) {
            candidates.add(new Candidate(bean, priority(bean, declaration)));
        }
    }

    private static int priority(Bean<?> bean, @Nullable Annotated declaration) {
        Priority declared = declaration == null ? null : declaration.getAnnotation(Priority.class);
        if (declared != null) {
            return declared.value();
        }
        return bean instanceof Prioritized synthetic ? synthetic.getPriority() : 0;
    }

    private static Type raw(Type type) {
        return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
    }

    /** All of that type, with any qualifiers: the highest {@link Priority} first, and equal ones by the names of their classes. */
    List<Bean<?>> ofType(Class<?> type) {
        return candidates.stream()
                .sorted(ORDER)
                .<Bean<?>>map(Candidate::bean)
                .filter(bean -> bean.getTypes().contains(type))
                .toList();
    }

    /**
     * The one of that type that is injected without a qualifier; null if there is none.
     *
     * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
     */
    @Nullable
    Bean<?> resolve(Class<?> type, BeanManager manager) {
        Set<Bean<?>> unqualified = new LinkedHashSet<>(ofType(type).stream()
                .filter(bean -> bean.getQualifiers().contains(Default.Literal.INSTANCE))
                .toList());
        return unqualified.isEmpty() ? null : manager.resolve(unqualified);
    }
}
