package io.tenantcache.inbox;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An exchange of messages with one contact about one subject. */
@Entity
class Conversation {

    private static final int PREVIEW_LENGTH = 160;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "inbox_id")
    private @Nullable Long id;

    @SuppressWarnings("UnusedVariable") // The queries read it.
    private String tenant = "";

    private long contactId;
    private String subject = "";

    @Enumerated(EnumType.STRING)
    private ConversationStatus status = ConversationStatus.OPEN;

    private String assignee = "";

    @Convert(converter = Labels.class)
    private List<String> labels = List.of();

    private int unread;
    private String preview = "";
    private Instant createdAt = Instant.EPOCH;
    private Instant lastMessageAt = Instant.EPOCH;

    protected Conversation() {}

    Conversation(String tenant, long contactId, String subject, Instant now) {
        this.tenant = tenant;
        this.contactId = contactId;
        this.subject = subject;
        this.createdAt = now;
        this.lastMessageAt = now;
    }

    /** What the contact sent before counts as read: someone has answered it. */
    void answered(String text, Instant now) {
        preview = preview(text);
        lastMessageAt = now;
        unread = 0;
    }

    /** Keeps the preview that of the latest message. */
    void edited(Message message) {
        if (!lastMessageAt.isAfter(message.sentAt())) {
            preview = preview(message.text());
        }
    }

    long contactId() {
        return contactId;
    }

    private static String preview(String text) {
        return text.length() <= PREVIEW_LENGTH ? text : text.substring(0, PREVIEW_LENGTH - 1) + "…";
    }

    void apply(ConversationChange change) {
        subject = Objects.requireNonNullElse(change.subject(), subject);
        status = Objects.requireNonNullElse(change.status(), status);
        assignee = Objects.requireNonNullElse(change.assignee(), assignee);
        labels = Objects.requireNonNullElse(change.labels(), labels);
        if (Boolean.TRUE.equals(change.read())) {
            unread = 0;
        }
    }

    ConversationView view(String contactName) {
        return new ConversationView(
                Objects.requireNonNull(id),
                contactId,
                contactName,
                subject,
                status,
                assignee,
                labels,
                unread,
                preview,
                createdAt,
                lastMessageAt);
    }
}
