package io.tenantcache.cdi.extension;

import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.RateLimitPlan;
import io.tenantcache.cdi.ResultPolicy;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    private final List<Bean<?>> beans = new ArrayList<>();

    /** Those of the deployment that the bean manager is of. */
    static ApplicationBeans of(BeanManager manager) {
        return manager.getExtension(TenantCacheExtension.class).applicationBeans();
    }

    void add(Bean<?> bean) {
        if (bean.getTypes().stream().map(ApplicationBeans::raw).anyMatch(TYPES::contains)) {
            beans.add(bean);
        }
    }

    private static Type raw(Type type) {
        return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
    }

    /** All of that type, with any qualifiers. */
    List<Bean<?>> ofType(Class<?> type) {
        return stream(type).toList();
    }

    /**
     * The one of that type that is injected without a qualifier; null if there is none.
     *
     * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
     */
    @Nullable
    Bean<?> resolve(Class<?> type, BeanManager manager) {
        Set<Bean<?>> candidates = new LinkedHashSet<>(stream(type)
                .filter(bean -> bean.getQualifiers().contains(Default.Literal.INSTANCE))
                .toList());
        return candidates.isEmpty() ? null : manager.resolve(candidates);
    }

    private Stream<Bean<?>> stream(Class<?> type) {
        return beans.stream().filter(bean -> bean.getTypes().contains(type));
    }
}
