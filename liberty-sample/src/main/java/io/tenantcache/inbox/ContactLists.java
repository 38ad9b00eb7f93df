package io.tenantcache.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import javax.cache.annotation.CacheResult;

/** The current tenant's contacts, grouped by their tags. */
@ApplicationScoped
public class ContactLists {

    @Inject
    EntityManager entities;

    @Inject
    CurrentTenant tenant;

    /** One list for each tag, the longest first. */
    @CacheResult(cacheName = "contact-lists")
    public List<ContactList> all() {
        return entities.createQuery(
                        "select t.tag, count(t) from ContactTag t where t.tenant = :tenant"
                                + " group by t.tag order by count(t) desc, t.tag",
                        Object[].class)
                .setParameter("tenant", tenant.id())
                .getResultStream()
                .map(row -> new ContactList((String) row[0], (Long) row[1]))
                .toList();
    }
}
