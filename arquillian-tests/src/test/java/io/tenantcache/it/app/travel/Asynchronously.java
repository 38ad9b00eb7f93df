package io.tenantcache.it.app.travel;

import io.tenantcache.it.app.Inbox;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/** Reads on the server's threads. */
@ApplicationScoped
public class Asynchronously {

    @Inject
    Inbox inbox;

    @Asynchronous(executor = Executors.EXECUTOR)
    public CompletableFuture<String> reading(String id) {
        return Asynchronous.Result.complete(inbox.conversation(id).reading());
    }

    @Asynchronous(executor = Executors.CLEARED_EXECUTOR)
    public CompletableFuture<String> readingWithoutTenant(String id) {
        return Asynchronous.Result.complete(inbox.conversation(id).reading());
    }
}
