package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/**
 * The tenant as a part of the name of the caller whom the server has authenticated. Knows no tenant outside of an HTTP request, and
 * for a caller whose name is not of the pattern.
 */
public final class PrincipalResolver implements TenantResolver {

    private final Instance<HttpServletRequest> requests;
    private final Instance<Principal> callers;
    private final TenantPattern pattern;

    /** Of the callers of the bean manager's application. */
    public PrincipalResolver(BeanManager beans, TenantPattern pattern) {
        this.requests = beans.createInstance().select(HttpServletRequest.class);
        this.callers = beans.createInstance().select(Principal.class);
        this.pattern = pattern;
    }

    @Override
    public Optional<Tenant> resolve() {
        try {
            // The container's principal of a caller who is nobody has a name; the request's is null.
            if (!requests.isResolvable() || requests.get().getUserPrincipal() == null || !callers.isResolvable()) {
                return Optional.empty();
            }
            return Optional.ofNullable(callers.get().getName())
                    .flatMap(pattern::tenantIn)
                    .map(Tenant::of);
        } catch (ContextNotActiveException | IllegalStateException noHttpRequest) {
            return Optional.empty();
        }
    }
}
