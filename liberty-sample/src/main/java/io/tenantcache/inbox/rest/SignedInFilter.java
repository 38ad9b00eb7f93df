package io.tenantcache.inbox.rest;

import io.tenantcache.Tenant;
import io.tenantcache.inbox.CurrentTenant;
import io.tenantcache.inbox.Tenants;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets nobody in without a token that the server has verified and that names a tenant with an inbox. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class SignedInFilter implements ContainerRequestFilter {

    @Inject
    CurrentTenant currentTenant;

    @Inject
    Tenants tenants;

    @Context
    @SuppressWarnings("NullAway.Init")
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (resource.getResourceClass().isAnnotationPresent(PermitAll.class)) {
            return;
        }
        // Not the injected token: asked for without a caller, it makes the server log an error.
        if (!(request.getSecurityContext().getUserPrincipal() instanceof JsonWebToken)) {
            request.abortWith(Response.fromResponse(Problem.response(
                            Response.Status.UNAUTHORIZED, "Sign in first: send a token as 'Authorization: Bearer ...'"))
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .build());
            return;
        }
        Optional<Tenant> tenant = currentTenant.find();
        if (tenant.isEmpty() || !tenants.exists(tenant.get().id())) {
            request.abortWith(Problem.response(Response.Status.FORBIDDEN, "The token names no tenant of this inbox"));
        }
    }
}
