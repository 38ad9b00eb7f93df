package io.tenantcache.it.app.source;

import io.tenantcache.it.app.Inbox;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Reads for the tenant that its path names, if the configuration says that it does. */
@Path("org/{organisation}/{id}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class OrganisationResource {

    @Inject
    Inbox inbox;

    @GET
    public String conversation(@PathParam("organisation") String organisation, @PathParam("id") String id) {
        return inbox.conversation(id).reading();
    }
}
