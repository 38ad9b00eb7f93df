package io.tenantcache.it.app;

import io.tenantcache.TenantRequiredException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells the caller that the tenant is missing. */
@Provider
public class WithoutTenant implements ExceptionMapper<TenantRequiredException> {

    @Override
    public Response toResponse(TenantRequiredException missing) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.TEXT_PLAIN)
                .entity(missing.getMessage())
                .build();
    }
}
