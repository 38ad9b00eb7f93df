package io.tenantcache.it.app.lookup;

import io.tenantcache.cdi.CacheInvalidator;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** Outdates lookups, at once or later, and answers what the application has heard of that. */
@Path("audit/{way}")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
@SuppressWarnings("NullAway.Init") // the container sets them
public class AuditResource {

    @Inject
    CacheInvalidator invalidator;

    @Inject
    Audit audit;

    @PUT
    public String outdate(@PathParam("way") String way, String name) {
        CacheInvalidator because = invalidator.because(way);
        return switch (way) {
            case "at-once" -> because.updated("lookups", name).toString();
            case "queued" -> because.queued().updated("lookups", name).toString();
            case "after" ->
                because.after(Duration.ofMillis(100)).updated("lookups", name).toString();
            default -> throw new NotFoundException();
        };
    }

    @GET
    public String heard(@HeaderParam("X-Tenant-Id") String tenant) {
        return audit.heard(tenant);
    }
}
