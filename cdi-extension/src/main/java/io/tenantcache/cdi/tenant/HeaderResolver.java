package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The tenant as a header of the HTTP request. Anyone can send any header: for applications behind a gateway that sets or
 * strips it. Knows no tenant outside of a request.
 */
public final class HeaderResolver implements TenantResolver {

    private final Instance<RequestHeader> headers;

    /** A resolver of the requests that the bean manager's application serves. */
    public HeaderResolver(BeanManager beans) {
        this.headers = beans.createInstance().select(RequestHeader.class);
    }

    @Override
    public Optional<Tenant> resolve() {
        try {
            return headers.get().tenant();
        } catch (ContextNotActiveException noRequest) {
            return Optional.empty();
        }
    }

    /** Keeps the header of a request that begins, for the beans that serve it. */
    public static void begin(BeanManager beans, String header, ServletRequest request) {
        if (request instanceof HttpServletRequest http) {
            List<String> values = Collections.list(http.getHeaders(header));
            beans.createInstance().select(RequestHeader.class).get().accept(values);
        }
    }
}
