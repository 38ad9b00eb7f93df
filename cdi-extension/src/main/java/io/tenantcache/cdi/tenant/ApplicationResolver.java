package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The application's own {@link TenantResolver} beans, those of the highest {@link Priority} first. A bean of a scope that
 * is not active, such as a request-scoped one outside of a request, knows no tenant.
 */
public final class ApplicationResolver implements TenantResolver {

    private final List<TenantResolver> beans;

    private ApplicationResolver(List<TenantResolver> beans) {
        this.beans = beans;
    }

    /** Those beans, whatever their qualifiers. A bean of the dependent scope is made once, here. */
    public static ApplicationResolver of(BeanManager manager, List<Bean<?>> candidates) {
        return new ApplicationResolver(candidates.stream()
                .sorted(Comparator.<Bean<?>>comparingInt(ApplicationResolver::priority)
                        .reversed())
                .map(bean -> (TenantResolver)
                        manager.getReference(bean, TenantResolver.class, manager.createCreationalContext(bean)))
                .toList());
    }

    private static int priority(Bean<?> bean) {
        Priority priority = bean.getBeanClass().getAnnotation(Priority.class);
        return priority == null ? 0 : priority.value();
    }

    @Override
    public Optional<Tenant> resolve() {
        return beans.stream().flatMap(bean -> ask(bean).stream()).findFirst();
    }

    private static Optional<Tenant> ask(TenantResolver bean) {
        try {
            return bean.resolve();
        } catch (ContextNotActiveException outsideItsScope) {
            return Optional.empty();
        }
    }
}
