package io.tenantcache.inbox.rest;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.inbox.ContactDraft;
import io.tenantcache.inbox.ContactFilter;
import io.tenantcache.inbox.ContactView;
import io.tenantcache.inbox.Contacts;
import io.tenantcache.inbox.Page;
import io.tenantcache.inbox.Slice;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Contacts. */
@Path("contacts")
@RateLimited("all")
@RateLimited("address")
@RateLimited("user")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
public class ContactResource {

    private static final String ID = "{id: \\d{1,18}}";

    @Inject
    Contacts contacts;

    /** The contacts by name: those that match the search and carry all the tags. */
    @GET
    public Page<ContactView> list(
            @QueryParam("search") @DefaultValue("") @Size(max = 100) String search,
            @QueryParam("tag") @Size(max = 10) List<String> tags,
            @QueryParam("page") @DefaultValue("1") @Min(1) @Max(Slice.MAX_PAGE) int page,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Slice.MAX_LIMIT) int limit) {
        return contacts.list(new ContactFilter(search, tags, new Slice(page, limit)));
    }

    /** Adds a contact. */
    @POST
    public Response create(@Valid @NotNull ContactDraft draft, @Context UriInfo uri) {
        ContactView created = contacts.create(draft);
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(Long.toString(created.id()))
                        .build())
                .entity(created)
                .build();
    }

    /** One contact. */
    @GET
    @Path(ID)
    public ContactView find(@PathParam("id") long id) {
        return contacts.find(id);
    }

    /** Replaces a contact; what the body lacks is emptied. */
    @PUT
    @Path(ID)
    public ContactView replace(@PathParam("id") long id, @Valid @NotNull ContactDraft draft) {
        return contacts.replace(id, draft);
    }
}
