package io.tenantcache.it.app.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The {@link Ledger} as entities: what a transaction has read, it finds again as it was. */
@ApplicationScoped
public class Accounts {

    @PersistenceContext
    @Nullable
    EntityManager entities;

    /** What {@link Ledger#balance} answers. */
    @CacheResult(cacheName = "ledger")
    public int balance(String id) {
        return read(id);
    }

    /** Past the cache. */
    @SuppressWarnings("NullAway") // the container has set the entities
    public int read(String id) {
        return entities.find(Account.class, id).balance();
    }
}
