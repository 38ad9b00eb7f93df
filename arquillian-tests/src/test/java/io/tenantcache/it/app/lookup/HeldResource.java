package io.tenantcache.it.app.lookup;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@link HeldSource} over HTTP. */
@Path("held/{name}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class HeldResource {

    @Inject
    HeldSource source;

    @PathParam("name")
    @SuppressWarnings("NullAway.Init") // set for each request
    String name;

    /** Answers when the source has answered, whoever asked it. */
    @GET
    public String read() throws InterruptedException {
        source.arrive(name);
        return source.read(name);
    }

    @PUT
    public void answer() {
        source.answer(name);
    }

    @GET
    @Path("callers")
    public String callers() {
        return Integer.toString(source.callers(name));
    }

    @GET
    @Path("calls")
    public String calls() {
        return Integer.toString(source.calls(name));
    }
}
