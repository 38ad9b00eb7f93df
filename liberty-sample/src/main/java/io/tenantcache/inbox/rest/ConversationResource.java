package io.tenantcache.inbox.rest;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.inbox.ConversationChange;
import io.tenantcache.inbox.ConversationDraft;
import io.tenantcache.inbox.ConversationFilter;
import io.tenantcache.inbox.ConversationStatus;
import io.tenantcache.inbox.ConversationView;
import io.tenantcache.inbox.Conversations;
import io.tenantcache.inbox.MessageText;
import io.tenantcache.inbox.MessageView;
import io.tenantcache.inbox.Messages;
import io.tenantcache.inbox.Page;
import io.tenantcache.inbox.Slice;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Conversations, and the messages in them. */
@Path("conversations")
@RateLimited("all")
@RateLimited("address")
@RateLimited("user")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
public class ConversationResource {

    private static final String ID = "{id: \\d{1,18}}";

    @Inject
    Conversations conversations;

    @Inject
    Messages messages;

    @Inject
    JsonWebToken token;

    /** The conversations, the latest first; of one status, if it is given. */
    @GET
    public Page<ConversationView> list(
            @QueryParam("status") @Nullable ConversationStatus status,
            @QueryParam("page") @DefaultValue("1") @Min(1) @Max(Slice.MAX_PAGE) int page,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Slice.MAX_LIMIT) int limit) {
        return conversations.list(new ConversationFilter(status, new Slice(page, limit)));
    }

    /** Opens a conversation with its first message. */
    @POST
    public Response create(@Valid @NotNull ConversationDraft draft, @Context UriInfo uri) {
        ConversationView created = conversations.create(draft, token.getName());
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(Long.toString(created.id()))
                        .build())
                .entity(created)
                .build();
    }

    /** One conversation. */
    @GET
    @Path(ID)
    public ConversationView find(@PathParam("id") long id) {
        return conversations.find(id);
    }

    /** Changes what the body holds; the rest stays. */
    @PATCH
    @Path(ID)
    public ConversationView update(@PathParam("id") long id, @Valid @NotNull ConversationChange change) {
        return conversations.update(id, change);
    }

    /** The messages of a conversation, the latest first. */
    @GET
    @Path(ID + "/messages")
    public Page<MessageView> messages(
            @PathParam("id") long id,
            @QueryParam("page") @DefaultValue("1") @Min(1) @Max(Slice.MAX_PAGE) int page,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Slice.MAX_LIMIT) int limit) {
        return messages.list(id, new Slice(page, limit));
    }

    /** Sends a message to the contact. */
    @POST
    @Path(ID + "/messages")
    public Response send(@PathParam("id") long id, @Valid @NotNull MessageText text, @Context UriInfo uri) {
        MessageView sent = messages.send(id, text, token.getName());
        return Response.created(uri.getBaseUriBuilder()
                        .path("messages")
                        .path(Long.toString(sent.id()))
                        .build())
                .entity(sent)
                .build();
    }
}
