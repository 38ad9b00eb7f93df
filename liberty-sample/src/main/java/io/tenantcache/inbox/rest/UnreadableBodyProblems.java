package io.tenantcache.inbox.rest;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** A body that is no JSON, or not the JSON that was expected. */
@Provider
public class UnreadableBodyProblems implements ExceptionMapper<ProcessingException> {

    @Override
    public Response toResponse(ProcessingException exception) {
        return Problem.response(
                Response.Status.BAD_REQUEST, "The body is not JSON, or not with the fields of this request");
    }
}
