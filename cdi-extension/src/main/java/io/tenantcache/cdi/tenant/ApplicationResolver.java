package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Optional;

/**
 * The application's own {@link TenantResolver} beans, one after the other. A bean of a scope that
 * is not active, such as a request-scoped one outside of a request, knows no tenant.
 */
public final class ApplicationResolver implements TenantResolver {

    private final List<TenantResolver> beans;

    private ApplicationResolver(List<TenantResolver> beans) {
        this.beans = beans;
    }

    /** Those beans, in their order, whatever their qualifiers. A bean of the dependent scope is made once, here. */
    public static ApplicationResolver of(BeanManager manager, List<Bean<?>> candidates) {
        return new ApplicationResolver(candidates.stream()
                .map(bean -> (TenantResolver)
                        manager.getReference(bean, TenantResolver.class, manager.createCreationalContext(bean)))
                .toList());
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
