package io.tenantcache.inbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** The contacts of the current tenant. What it returns is immutable and may come from the cache. */
@ApplicationScoped
@CacheDefaults(cacheName = "contacts")
public class Contacts {

    private static final String MATCHING = " from Contact c where c.tenant = :tenant"
            + " and (lower(c.name) like :part escape '!' or lower(c.email) like :part escape '!'"
            + " or lower(c.company) like :part escape '!')";
    private static final String TAGGED = " and :wanted = (select count(t) from ContactTag t"
            + " where t.tenant = c.tenant and t.contactId = c.id and t.tag in :tags)";

    @Inject
    EntityManager entities;

    @Inject
    CurrentTenant tenant;

    /** The contacts that the filter asks for, by name. */
    @CacheResult
    public Page<ContactView> list(ContactFilter filter) {
        String where = MATCHING + (filter.tags().isEmpty() ? "" : TAGGED);
        long total = bind(entities.createQuery("select count(c)" + where, Long.class), filter)
                .getSingleResult();
        List<Contact> rows = bind(
                        entities.createQuery("select c" + where + " order by c.name, c.id", Contact.class), filter)
                .setFirstResult(filter.slice().offset())
                .setMaxResults(filter.slice().limit())
                .getResultList();
        return Page.of(views(rows), filter.slice(), total);
    }

    /**
     * The contact of that id.
     *
     * @throws NoSuchRowException if the tenant has none
     */
    @CacheResult
    public ContactView find(long id) {
        return view(row(entities, tenant.id(), id));
    }

    /** Adds a contact. */
    @CacheRemoveAll
    @Transactional
    public ContactView create(ContactDraft draft) {
        Contact contact = new Contact(tenant.id(), Instants.now());
        contact.apply(draft);
        entities.persist(contact);
        tag(contact, draft.tagsOrNone());
        return view(contact);
    }

    /**
     * Replaces all that can be changed of a contact.
     *
     * @throws NoSuchRowException if the tenant has none of that id
     */
    @CacheRemoveAll
    @Transactional
    public ContactView replace(long id, ContactDraft draft) {
        Contact contact = row(entities, tenant.id(), id);
        contact.apply(draft);
        entities.createQuery("delete from ContactTag t where t.tenant = :tenant and t.contactId = :contact")
                .setParameter("tenant", tenant.id())
                .setParameter("contact", id)
                .executeUpdate();
        tag(contact, draft.tagsOrNone());
        return view(contact);
    }

    static Contact row(EntityManager entities, String tenant, long id) {
        return entities.createQuery("select c from Contact c where c.tenant = :tenant and c.id = :id", Contact.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NoSuchRowException("contact"));
    }

    private <T> TypedQuery<T> bind(TypedQuery<T> query, ContactFilter filter) {
        query.setParameter("tenant", tenant.id()).setParameter("part", "%" + escape(filter.search()) + "%");
        if (!filter.tags().isEmpty()) {
            query.setParameter("tags", filter.tags())
                    .setParameter("wanted", (long) filter.tags().size());
        }
        return query;
    }

    private static String escape(String search) {
        return search.replaceAll("([!%_])", "!$1");
    }

    private void tag(Contact contact, List<String> tags) {
        tags.forEach(tag -> entities.persist(new ContactTag(tenant.id(), contact.id(), tag)));
        entities.flush();
    }

    private ContactView view(Contact contact) {
        return views(List.of(contact)).get(0);
    }

    /** Two queries more for a whole page, not for each contact. */
    private List<ContactView> views(List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return List.of();
        }
        List<Long> ids = contacts.stream().map(Contact::id).toList();
        Map<Long, List<String>> tags = byContact(
                        "select t.contactId, t.tag from ContactTag t where t.tenant = :tenant and t.contactId in :ids"
                                + " order by t.tag",
                        ids)
                .stream()
                .collect(groupingBy(row -> (Long) row[0], mapping(row -> (String) row[1], toList())));
        Map<Long, Long> open = byContact(
                        "select v.contactId, count(v) from Conversation v where v.tenant = :tenant"
                                + " and v.contactId in :ids and v.status = io.tenantcache.inbox.ConversationStatus.OPEN"
                                + " group by v.contactId",
                        ids)
                .stream()
                .collect(toMap(row -> (Long) row[0], row -> (Long) row[1]));
        return contacts.stream()
                .map(contact ->
                        contact.view(tags.getOrDefault(contact.id(), List.of()), open.getOrDefault(contact.id(), 0L)))
                .toList();
    }

    private List<Object[]> byContact(String query, List<Long> ids) {
        return entities.createQuery(query, Object[].class)
                .setParameter("tenant", tenant.id())
                .setParameter("ids", ids)
                .getResultList();
    }
}
