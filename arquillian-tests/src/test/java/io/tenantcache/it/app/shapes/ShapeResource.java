package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The generic sources over HTTP, each called as the interface that it implements. */
@Path("shapes/{shape}/{id}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ShapeResource {

    @Inject
    InheritingSource inheriting;

    @Inject
    OverridingSource overriding;

    @Inject
    PlainSource plain;

    @Inject
    ImplementingSource implementing;

    @Inject
    DefaultingSource defaulting;

    @GET
    public String find(@PathParam("shape") String shape, @PathParam("id") long id) {
        return source(shape).find(id);
    }

    private Source<String> source(String shape) {
        return switch (shape) {
            case "inheriting" -> inheriting;
            case "overriding" -> overriding;
            case "plain" -> plain;
            case "implementing" -> implementing;
            case "defaulting" -> defaulting;
            default -> throw new NotFoundException();
        };
    }
}
