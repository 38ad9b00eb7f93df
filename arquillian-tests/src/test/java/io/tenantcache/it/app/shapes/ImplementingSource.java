package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Has the annotation from its interface only: it is not intercepted. */
@ApplicationScoped
public class ImplementingSource implements CachedSource {

    @Override
    public String find(Long id) {
        return "implementing " + UUID.randomUUID();
    }
}
