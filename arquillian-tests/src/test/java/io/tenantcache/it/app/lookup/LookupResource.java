package io.tenantcache.it.app.lookup;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Answers what was found, and how often this node has asked the source by then. */
@Path("lookups/{way}/{name}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@SuppressWarnings("NullAway.Init") // the container sets it
public class LookupResource {

    @Inject
    Lookups lookups;

    @GET
    public String find(@PathParam("way") String way, @PathParam("name") String name) throws Exception {
        return answer(way, name) + " after " + lookups.calls();
    }

    private String answer(String way, String name) throws Exception {
        try {
            return switch (way) {
                case "find" -> lookups.find(name);
                case "find-anew" -> lookups.findAnew(name);
                case "find-named" -> lookups.findNamed(name);
                case "find-unkept" -> lookups.findUnkept(name);
                case "find-later" -> valueOf(lookups.findLater(name));
                case "search" -> text(lookups.search(name));
                case "search-later" -> text(valueOf(lookups.searchLater(name)));
                default -> throw new NotFoundException();
            };
        } catch (UnknownName unknown) {
            return "unknown to call " + unknown.call();
        }
    }

    private static String text(Optional<String> found) {
        return found.orElse("absent");
    }

    private static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof UnknownName unknown ? unknown : failed;
        }
    }
}
