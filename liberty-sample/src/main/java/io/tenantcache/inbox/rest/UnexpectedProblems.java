package io.tenantcache.inbox.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** What nobody foresaw: the log has it all, the caller a reference to it. */
@Provider
public class UnexpectedProblems implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(UnexpectedProblems.class.getName());

    @Override
    public Response toResponse(Throwable exception) {
        UUID reference = UUID.randomUUID();
        LOG.log(Level.ERROR, "A request failed, reference " + reference, exception);
        return Problem.response(
                Response.Status.INTERNAL_SERVER_ERROR, "The server failed; its log has more under " + reference);
    }
}
