package io.tenantcache.it.app.travel;

import io.tenantcache.it.app.Inbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/** Reads when it is told to. */
@ApplicationScoped
public class Observer {

    @Inject
    Inbox inbox;

    void read(@ObservesAsync Asked event) {
        try {
            event.reading().complete(inbox.conversation(event.id()).reading());
        } catch (RuntimeException failure) {
            event.reading().completeExceptionally(failure);
        }
    }
}
