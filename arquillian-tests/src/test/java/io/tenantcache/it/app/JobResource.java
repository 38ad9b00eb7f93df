package io.tenantcache.it.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Reads for the tenant that a parameter names. */
@Path("jobs/{id}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class JobResource {

    @Inject
    TenantOfJob tenantOfJob;

    @Inject
    Inbox inbox;

    @GET
    public String conversation(@PathParam("id") String id, @QueryParam("tenant") String tenant) {
        tenantOfJob.accept(tenant);
        return inbox.conversation(id).reading();
    }
}
