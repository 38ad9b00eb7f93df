package io.tenantcache.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** The messages of the current tenant. What it returns is immutable and may come from the cache. */
@ApplicationScoped
@CacheDefaults(cacheName = "messages")
public class Messages {

    @Inject
    EntityManager entities;

    @Inject
    CurrentTenant tenant;

    /**
     * The messages of a conversation, the latest first.
     *
     * @throws NoSuchRowException if the tenant has no such conversation
     */
    @CacheResult
    public Page<MessageView> list(long conversationId, Slice slice) {
        long total = count(conversationId);
        List<MessageView> data = entities.createQuery(
                        "select m from Message m where m.tenant = :tenant and m.conversationId = :conversation"
                                + " order by m.sentAt desc, m.id desc",
                        Message.class)
                .setParameter("tenant", tenant.id())
                .setParameter("conversation", conversationId)
                .setFirstResult(slice.offset())
                .setMaxResults(slice.limit())
                .getResultStream()
                .map(Message::view)
                .toList();
        return Page.of(data, slice, total);
    }

    /**
     * The message of that id.
     *
     * @throws NoSuchRowException if the tenant has none
     */
    @CacheResult
    public MessageView find(long id) {
        return row(id).view();
    }

    /**
     * Sends a message to the contact of a conversation.
     *
     * @param author who writes
     * @throws NoSuchRowException if the tenant has no such conversation
     */
    @CacheRemoveAll
    @Transactional
    public MessageView send(long conversationId, MessageText text, String author) {
        Instant now = Instants.now();
        Conversations.lock(entities, tenant.id(), conversationId).answered(text.text(), now);
        Message message = new Message(tenant.id(), conversationId, author, text.text(), now);
        entities.persist(message);
        return message.view();
    }

    /**
     * Changes the text of a message.
     *
     * @throws NoSuchRowException if the tenant has none of that id
     */
    @CacheRemoveAll
    @Transactional
    public MessageView edit(long id, MessageText text) {
        Message message = row(id);
        Conversation conversation = Conversations.lock(entities, tenant.id(), message.conversationId());
        message.edit(text.text(), Instants.now());
        conversation.edited(message);
        return message.view();
    }

    private Message row(long id) {
        return entities.createQuery("select m from Message m where m.tenant = :tenant and m.id = :id", Message.class)
                .setParameter("tenant", tenant.id())
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NoSuchRowException("message"));
    }

    private long count(long conversationId) {
        return entities.createQuery(
                        "select (select count(m) from Message m where m.tenant = v.tenant and m.conversationId = v.id)"
                                + " from Conversation v where v.tenant = :tenant and v.id = :conversation",
                        Long.class)
                .setParameter("tenant", tenant.id())
                .setParameter("conversation", conversationId)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NoSuchRowException("conversation"));
    }
}
