package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/** {@link Documents} over HTTP: how a call is to end stands in the query, and what it failed with in the answer. */
@Path("documents/{name}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class DocumentResource {

    @Inject
    Documents documents;

    @GET
    public String find(@PathParam("name") String name, @QueryParam("end") Documents.End end) {
        try {
            return documents.find(name, end);
        } catch (IOException | IllegalStateException failure) {
            return "failed " + failure.getMessage();
        }
    }

    @PUT
    @Path("{method}")
    public String change(
            @PathParam("method") String method,
            @PathParam("name") String name,
            @QueryParam("end") Documents.End end,
            String value) {
        try {
            switch (method) {
                case "put" -> documents.put(name, value, end);
                case "remove" -> documents.remove(name, end);
                case "removeAll" -> documents.removeAll(end);
                default -> throw new NotFoundException();
            }
            return "done";
        } catch (IOException | IllegalStateException failure) {
            return "failed";
        }
    }
}
