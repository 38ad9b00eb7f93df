package io.tenantcache.inbox;

import java.time.Instant;
import java.util.List;

/** A conversation as it is answered, with the name of its contact; an empty assignee is nobody. Immutable. */
public record ConversationView(
        long id,
        long contactId,
        String contactName,
        String subject,
        ConversationStatus status,
        String assignee,
        List<String> labels,
        int unread,
        String preview,
        Instant createdAt,
        Instant lastMessageAt) {

    /** Copies the labels. */
    public ConversationView {
        labels = List.copyOf(labels);
    }
}
