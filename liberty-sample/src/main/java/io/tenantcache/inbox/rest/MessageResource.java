package io.tenantcache.inbox.rest;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.inbox.MessageText;
import io.tenantcache.inbox.MessageView;
import io.tenantcache.inbox.Messages;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Messages by their ids. */
@Path("messages/{id: \\d{1,18}}")
@RateLimited("all")
@RateLimited("address")
@RateLimited("user")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    @Inject
    Messages messages;

    /** One message. */
    @GET
    public MessageView find(@PathParam("id") long id) {
        return messages.find(id);
    }

    /** Changes a message's text. */
    @PUT
    public MessageView edit(@PathParam("id") long id, @Valid @NotNull MessageText text) {
        return messages.edit(id, text);
    }
}
