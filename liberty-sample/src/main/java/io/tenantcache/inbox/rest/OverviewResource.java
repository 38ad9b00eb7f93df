package io.tenantcache.inbox.rest;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.inbox.ContactList;
import io.tenantcache.inbox.ContactLists;
import io.tenantcache.inbox.Dashboard;
import io.tenantcache.inbox.DashboardStats;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What is counted over the whole inbox. */
@Path("")
@RateLimited("all")
@RateLimited("address")
@RateLimited("user")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class OverviewResource {

    @Inject
    Dashboard dashboard;

    @Inject
    ContactLists contactLists;

    /** The figures of the dashboard. */
    @GET
    @Path("dashboard-stats")
    public DashboardStats stats() {
        return dashboard.stats();
    }

    /** The contacts by tag. */
    @GET
    @Path("contact-lists")
    public List<ContactList> lists() {
        return contactLists.all();
    }
}
