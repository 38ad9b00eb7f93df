package io.tenantcache.cdi.tenant;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tells whether the caller of an HTTP request came with a token. Asking for the token where there is none is an error in
 * the log of some servers; and the token itself is not taken from here, since a request object may already serve the next
 * request.
 */
public final class ServletCaller {

    private final Instance<HttpServletRequest> requests;

    /** The callers of the bean manager's application. */
    public ServletCaller(BeanManager beans) {
        this.requests = beans.createInstance().select(HttpServletRequest.class);
    }

    /** Whether the current request may have a token: false if it certainly has none. */
    public boolean mayHaveToken() {
        if (requests.isUnsatisfied()) {
            return true;
        }
        try {
            return requests.get().getUserPrincipal() instanceof JsonWebToken;
        } catch (ContextNotActiveException | IllegalStateException noHttpRequest) {
            return false;
        }
    }
}
