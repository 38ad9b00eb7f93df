package io.tenantcache.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** The conversations of the current tenant. What it returns is immutable and may come from the cache. */
@ApplicationScoped
@CacheDefaults(cacheName = "conversations")
public class Conversations {

    private static final String OF_TENANT = " from Conversation v where v.tenant = :tenant";

    @Inject
    EntityManager entities;

    @Inject
    CurrentTenant tenant;

    /** The conversations that the filter asks for, the latest first. */
    @CacheResult
    public Page<ConversationView> list(ConversationFilter filter) {
        boolean all = filter.status() == null;
        String where = OF_TENANT + (all ? "" : " and v.status = :status");
        TypedQuery<Long> count = entities.createQuery("select count(v)" + where, Long.class);
        TypedQuery<Object[]> rows = entities.createQuery(
                "select v, c.name from Conversation v, Contact c where v.tenant = :tenant"
                        + (all ? "" : " and v.status = :status")
                        + " and c.tenant = v.tenant and c.id = v.contactId order by v.lastMessageAt desc, v.id desc",
                Object[].class);
        for (TypedQuery<?> query : List.of(count, rows)) {
            query.setParameter("tenant", tenant.id());
            if (!all) {
                query.setParameter("status", filter.status());
            }
        }
        List<ConversationView> data = rows.setFirstResult(filter.slice().offset())
                .setMaxResults(filter.slice().limit())
                .getResultStream()
                .map(Conversations::view)
                .toList();
        return Page.of(data, filter.slice(), count.getSingleResult());
    }

    /**
     * The conversation of that id.
     *
     * @throws NoSuchRowException if the tenant has none
     */
    @CacheResult
    public ConversationView find(long id) {
        return entities.createQuery(
                        "select v, c.name from Conversation v, Contact c where v.tenant = :tenant and v.id = :id"
                                + " and c.tenant = v.tenant and c.id = v.contactId",
                        Object[].class)
                .setParameter("tenant", tenant.id())
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(Conversations::view)
                .orElseThrow(() -> new NoSuchRowException("conversation"));
    }

    /**
     * Opens a conversation with its first message.
     *
     * @param author who writes
     * @throws NoSuchRowException if the tenant has no such contact
     */
    @CacheRemoveAll
    @Transactional
    public ConversationView create(ConversationDraft draft, String author) {
        String name = contactName(draft.contactId());
        Instant now = Instants.now();
        Conversation conversation = new Conversation(tenant.id(), draft.contactId(), draft.subject(), now);
        conversation.answered(draft.text(), now);
        entities.persist(conversation);
        ConversationView view = conversation.view(name);
        entities.persist(new Message(tenant.id(), view.id(), author, draft.text(), now));
        return view;
    }

    /**
     * Changes a conversation.
     *
     * @throws NoSuchRowException if the tenant has none of that id
     */
    @CacheRemoveAll
    @Transactional
    public ConversationView update(long id, ConversationChange change) {
        Conversation conversation = lock(entities, tenant.id(), id);
        conversation.apply(change);
        return conversation.view(contactName(conversation.contactId()));
    }

    /** The row, locked until the transaction ends, so that concurrent changes of one conversation follow each other. */
    static Conversation lock(EntityManager entities, String tenant, long id) {
        return entities.createQuery("select v" + OF_TENANT + " and v.id = :id", Conversation.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NoSuchRowException("conversation"));
    }

    private String contactName(long contactId) {
        return Contacts.row(entities, tenant.id(), contactId).name();
    }

    private static ConversationView view(Object[] row) {
        return ((Conversation) row[0]).view((String) row[1]);
    }
}
