package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/**
 * The tenant as a part of the name of the caller whom the server has authenticated. Knows no tenant outside of an HTTP request, and
 * for a caller whose name is not of the pattern.
 */
public final class PrincipalResolver implements TenantResolver {

    private final CallerName caller;
    private final TenantPattern pattern;

    /** Of the callers of the bean manager's application. */
    public PrincipalResolver(BeanManager beans, TenantPattern pattern) {
        this.caller = new CallerName(beans);
        this.pattern = pattern;
    }

    @Override
    public Optional<Tenant> resolve() {
        return caller.get().flatMap(pattern::tenantIn).map(Tenant::of);
    }
}
