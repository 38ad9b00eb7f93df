package io.tenantcache.cdi.tenant;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/** The name of the caller of the current HTTP request, whom the server has authenticated. */
public final class CallerName {

    private final Instance<HttpServletRequest> requests;
    private final Instance<Principal> callers;

    /** Of the callers of the bean manager's application. */
    public CallerName(BeanManager beans) {
        this.requests = beans.createInstance().select(HttpServletRequest.class);
        this.callers = beans.createInstance().select(Principal.class);
    }

    /** The name; empty if nobody is signed in, and outside of a request. */
    public Optional<String> get() {
        try {
            // The container's principal of a caller who is nobody has a name; the request's is null.
            if (!requests.isResolvable() || requests.get().getUserPrincipal() == null || !callers.isResolvable()) {
                return Optional.empty();
            }
            return Optional.ofNullable(callers.get().getName());
        } catch (ContextNotActiveException | IllegalStateException noHttpRequest) {
            return Optional.empty();
        }
    }
}
