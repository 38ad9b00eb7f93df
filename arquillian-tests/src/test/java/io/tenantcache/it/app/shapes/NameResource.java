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

/** {@link Names} over HTTP: a GET reads by the method of that name, a PUT changes by it and tells whether that failed. */
@Path("names/{method}/{name}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class NameResource {

    @Inject
    Names names;

    @Inject
    Unnamed unnamed;

    @Inject
    Archived archived;

    @Inject
    Nicknames nicknames;

    @GET
    public String read(@PathParam("method") String method, @PathParam("name") String name) {
        return switch (method) {
            case "find" -> names.find(name);
            case "refresh" -> names.refresh(name);
            case "findBecause" -> names.findBecause(name, Thread.currentThread().getName() + System.nanoTime());
            case "findInArchive" -> names.findInArchive(name);
            case "findByInitial" -> names.findByInitial(name);
            case "findOnShelf" -> foundOnShelf(name);
            case "findInFamily" -> names.findInFamily(name, "one");
            case "findBriefly" -> names.findBriefly(name);
            case "findUnnamed" -> unnamed.find(name);
            case "findArchived" -> archived.find(name);
            case "findNickname" -> nicknames.find(name);
            default -> throw new NotFoundException();
        };
    }

    private String foundOnShelf(String name) {
        try {
            return names.findOnShelf(name);
        } catch (IllegalStateException missing) {
            return "missing " + missing.getMessage();
        }
    }

    @PUT
    public String change(
            @PathParam("method") String method,
            @PathParam("name") String name,
            @QueryParam("fails") boolean fails,
            String value) {
        try {
            change(method, name, value, fails);
            return "done";
        } catch (IllegalStateException failure) {
            return "failed";
        }
    }

    private void change(String method, String name, String value, boolean fails) {
        switch (method) {
            case "putBefore" -> names.putBefore(name, value, fails);
            case "putAfter" -> names.putAfter(name, value, fails);
            case "removeBefore" -> names.removeBefore(name, fails);
            case "removeAfter" -> names.removeAfter(name, fails);
            case "removeFor" -> names.removeFor(name, fails);
            case "removeAllUnless" -> names.removeAllUnless(fails);
            case "removeFromArchive" -> names.removeFromArchive(name);
            case "removeFromShelf" -> names.removeFromShelf(name);
            case "removeFamily" -> names.removeFamily("nobody", name);
            case "removeUnnamed" -> unnamed.remove(name);
            case "removeArchived" -> archived.remove(name);
            case "removeNickname" -> nicknames.remove(name);
            case "putFor" -> names.putFor(name, value, fails);
            case "putUnless" -> names.putUnless(name, value, fails);
            case "removeUnless" -> names.removeUnless(name, fails);
            case "removeAllFor" -> names.removeAllFor(fails);
            case "removeAllBefore" -> names.removeAllBefore(fails);
            default -> throw new NotFoundException();
        }
    }
}
