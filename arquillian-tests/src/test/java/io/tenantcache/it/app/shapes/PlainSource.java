package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Overrides the annotated method without an annotation: it is not intercepted. */
@ApplicationScoped
public class PlainSource extends GenericSource<String> {

    @Override
    public String find(Long id) {
        return create(id);
    }

    @Override
    protected String create(Long id) {
        return "plain " + UUID.randomUUID();
    }
}
