package io.tenantcache.cdi.rest;

import io.tenantcache.cdi.ratelimit.LimitReport;
import io.tenantcache.cdi.ratelimit.LimitStates;
import io.tenantcache.cdi.ratelimit.RateLimitFields;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Writes into a response how the limits stand that its request has met. */
final class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String STATES = LimitStates.class.getName();

    private volatile @Nullable RateLimitFields fields;

    /** The response may be made on another thread, without the request's context: the states are taken along. */
    @Override
    public void filter(ContainerRequestContext request) {
        try {
            request.setProperty(
                    STATES, CDI.current().select(LimitReport.class).get().states());
        } catch (ContextNotActiveException | IllegalStateException withoutCdi) {
            // Nothing is limited then.
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STATES) instanceof LimitStates states
                && !states.all().isEmpty()) {
            fields().of(states.all())
                    .forEach((name, value) -> response.getHeaders().putSingle(name, value));
        }
    }

    private RateLimitFields fields() {
        RateLimitFields known = fields;
        if (known == null) {
            known = CDI.current().select(RateLimitFields.class).get();
            fields = known;
        }
        return known;
    }
}
