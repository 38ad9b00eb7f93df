package io.tenantcache.it.app.mp;

import io.tenantcache.TenantRequiredException;
import io.tenantcache.it.app.Inbox;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Reads a conversation on an executor of MicroProfile Context Propagation. */
@Path("context")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class ContextResource {

    private final ManagedExecutor propagating = ManagedExecutor.builder()
            .propagated("TenantContext", ThreadContext.APPLICATION)
            .cleared(ThreadContext.ALL_REMAINING)
            .build();

    private final ManagedExecutor clearing = ManagedExecutor.builder()
            .propagated(ThreadContext.APPLICATION)
            .cleared(ThreadContext.ALL_REMAINING)
            .build();

    @Inject
    Inbox inbox;

    @GET
    @Path("propagated/{id}")
    public String propagated(@PathParam("id") String id) {
        return read(propagating, id);
    }

    @GET
    @Path("cleared/{id}")
    public String cleared(@PathParam("id") String id) {
        return read(clearing, id);
    }

    private String read(ManagedExecutor executor, String id) {
        CompletableFuture<String> reading =
                executor.supplyAsync(() -> inbox.conversation(id).reading());
        try {
            return reading.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof TenantRequiredException missing) {
                throw missing;
            }
            throw failed;
        }
    }

    @PreDestroy
    void end() {
        propagating.shutdown();
        clearing.shutdown();
    }
}
