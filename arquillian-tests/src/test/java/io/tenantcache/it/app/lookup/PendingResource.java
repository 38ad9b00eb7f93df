package io.tenantcache.it.app.lookup;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** {@link PendingLookups} over HTTP: requests that end when their stages do. */
@Path("pending/{name}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@SuppressWarnings("NullAway.Init") // the container sets them
public class PendingResource {

    @Inject
    PendingLookups lookups;

    @PathParam("name")
    String name;

    @GET
    public CompletionStage<String> find() {
        return text(lookups.find(name));
    }

    @GET
    @Path("anew")
    public CompletionStage<String> findAnew() {
        return text(lookups.findAnew(name));
    }

    @PUT
    public CompletionStage<String> save(String value) {
        return text(lookups.save(name, value));
    }

    @DELETE
    public CompletionStage<String> delete() {
        return text(lookups.delete(name));
    }

    @GET
    @Path("calls")
    public String calls() {
        return Integer.toString(lookups.count(name));
    }

    @PUT
    @Path("answer")
    public void answer(String value) {
        lookups.answer(name, value);
    }

    @PUT
    @Path("failure")
    public void fail() {
        lookups.fail(name);
    }

    private static CompletionStage<String> text(CompletionStage<String> stage) {
        return stage.exceptionally(failure -> {
            if (failure instanceof UnknownName unknown) {
                return "unknown to call " + unknown.call();
            }
            throw new IllegalStateException("It does not fail with that", failure);
        });
    }
}
