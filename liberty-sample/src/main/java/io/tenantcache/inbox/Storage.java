package io.tenantcache.inbox;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Lets the services inject the container's entity manager like any other bean. */
@Dependent
class Storage {

    @Produces
    @PersistenceContext(unitName = "inbox")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    private EntityManager entityManager;
}
