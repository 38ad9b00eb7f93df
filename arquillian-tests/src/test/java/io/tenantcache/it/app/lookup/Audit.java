package io.tenantcache.it.app.lookup;

import io.tenantcache.TenantContext;
import io.tenantcache.cdi.InvalidationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Hears of invalidations. */
@ApplicationScoped
public class Audit {

    private final Queue<InvalidationEvent> events = new ConcurrentLinkedQueue<>();

    void hear(@ObservesAsync InvalidationEvent event) {
        // An observer works for no tenant of its own.
        TenantContext.run(event.tenant(), () -> events.add(event));
    }

    /** What was heard of the tenant of that id, a line each. */
    public String heard(String tenant) {
        return events.stream()
                .filter(event -> event.tenant().id().equals(tenant))
                .map(event -> event.cause().origin() + " " + event.what().caches() + " "
                        + event.cause().reasons())
                .collect(Collectors.joining("\n"));
    }
}
