package io.tenantcache.inbox.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What Jakarta REST itself refuses: no such path, no such method, a media type that nobody reads. */
@Provider
public class RequestProblems implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response refused = exception.getResponse();
        Response.ResponseBuilder problem =
                Response.fromResponse(Problem.response(refused.getStatusInfo(), detail(refused.getStatus())));
        String allow = refused.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? problem : problem.header(HttpHeaders.ALLOW, allow)).build();
    }

    /** The exception's own message can repeat what was sent. */
    private static String detail(int status) {
        return switch (status) {
            case 400 ->
                "A parameter or the body cannot be read: numbers, names of choices and JSON must be well formed";
            case 401 -> "Sign in first: send a token as 'Authorization: Bearer ...'";
            case 403 -> "The token does not allow this";
            case 404 -> "There is nothing at this address";
            case 405 -> "This address does not know that method";
            case 406 -> "The answer is JSON";
            case 415 -> "The body must be JSON";
            default -> "The request was refused";
        };
    }
}
