package io.tenantcache.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

/** The organisations that have an inbox here. */
@ApplicationScoped
public class Tenants {

    @Inject
    EntityManager entities;

    /** All organisations, by name. */
    @SuppressWarnings("unchecked")
    public List<Organisation> all() {
        List<Object[]> rows = entities.createNativeQuery("select id, name from tenant order by name")
                .getResultList();
        return rows.stream()
                .map(row -> new Organisation((String) row[0], (String) row[1]))
                .toList();
    }

    /** Whether there is an organisation of that id. */
    public boolean exists(String id) {
        return !entities.createNativeQuery("select 1 from tenant where id = ?")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    /** An organisation with an inbox. */
    public record Organisation(String id, String name) {}
}
