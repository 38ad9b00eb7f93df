package io.tenantcache.cdi.tck;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.extension.TenantCacheExtension;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The TCK's beans in Weld, for one tenant; the container ends with the JVM. */
public final class WeldBeans implements BeanProvider {

    private final WeldContainer container = new Weld()
            .disableDiscovery()
            .addExtension(new TenantCacheExtension())
            .addBeanClasses(
                    CacheNameOnEachMethodBlogManagerImpl.class,
                    ClassLevelCacheConfigBlogManagerImpl.class,
                    UsingDefaultCacheNameBlogManagerImpl.class,
                    OneTenant.class)
            .initialize();

    /** For {@link java.util.ServiceLoader}. */
    public WeldBeans() {}

    @Override
    public <T> T getBeanByType(Class<T> beanClass) {
        return container.select(beanClass).get();
    }

    /** The TCK knows of no tenants. */
    @ApplicationScoped
    static class OneTenant implements TenantResolver {
        @Override
        public Optional<Tenant> resolve() {
            return Optional.of(Tenant.of("tck"));
        }
    }
}
