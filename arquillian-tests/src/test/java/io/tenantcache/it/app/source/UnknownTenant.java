package io.tenantcache.it.app.source;

import io.tenantcache.cdi.TenantUnresolvedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells the caller why the tenant cannot be told, with all that the library says of it. */
@Provider
public class UnknownTenant implements ExceptionMapper<TenantUnresolvedException> {

    @Override
    public Response toResponse(TenantUnresolvedException failure) {
        Throwable cause = failure.getCause();
        return Response.status(Response.Status.FORBIDDEN)
                .type(MediaType.TEXT_PLAIN)
                .entity(failure.getMessage() + ": " + (cause == null ? "" : cause.getMessage()))
                .build();
    }
}
