package io.tenantcache.inbox.rest;

import io.tenantcache.inbox.NoSuchRowException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A row that the tenant does not have. */
@Provider
public class MissingRowProblems implements ExceptionMapper<NoSuchRowException> {

    @Override
    public Response toResponse(NoSuchRowException exception) {
        return Problem.response(Response.Status.NOT_FOUND, String.valueOf(exception.getMessage()));
    }
}
