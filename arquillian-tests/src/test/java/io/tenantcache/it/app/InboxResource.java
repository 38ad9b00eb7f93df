package io.tenantcache.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The inbox over HTTP; answers with the reading that a result is from. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class InboxResource {

    @Inject
    Inbox inbox;

    @GET
    @Path("conversations/{id}")
    public String conversation(@PathParam("id") String id) {
        return inbox.conversation(id).reading();
    }

    @PUT
    @Path("conversations/{id}")
    public void save(@PathParam("id") String id, String reading) {
        inbox.save(id, new Conversation(id, reading));
    }

    @DELETE
    @Path("conversations/{id}")
    public void delete(@PathParam("id") String id) {
        inbox.delete(id);
    }

    @DELETE
    @Path("conversations")
    public void deleteAll() {
        inbox.deleteAll();
    }

    @GET
    @Path("stats")
    public String stats() {
        return inbox.stats();
    }
}
