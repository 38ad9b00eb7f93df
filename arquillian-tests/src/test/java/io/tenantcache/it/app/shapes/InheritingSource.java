package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Inherits the annotated method, and the name of the cache. */
@ApplicationScoped
public class InheritingSource extends GenericSource<String> {

    @Override
    protected String create(Long id) {
        return "inherited " + UUID.randomUUID();
    }
}
