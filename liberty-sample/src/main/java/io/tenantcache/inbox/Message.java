package io.tenantcache.inbox;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. */
@Entity
class Message {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "inbox_id")
    private @Nullable Long id;

    @SuppressWarnings("UnusedVariable") // The queries read it.
    private String tenant = "";

    private long conversationId;

    @Enumerated(EnumType.STRING)
    private Direction direction = Direction.OUTBOUND;

    private String author = "";
    private String text = "";

    @Enumerated(EnumType.STRING)
    private MessageStatus status = MessageStatus.SENT;

    private Instant sentAt = Instant.EPOCH;
    private @Nullable Instant editedAt;

    protected Message() {}

    Message(String tenant, long conversationId, String author, String text, Instant sentAt) {
        this.tenant = tenant;
        this.conversationId = conversationId;
        this.author = author;
        this.text = text;
        this.sentAt = sentAt;
    }

    void edit(String newText, Instant now) {
        text = newText;
        editedAt = now;
    }

    long conversationId() {
        return conversationId;
    }

    String text() {
        return text;
    }

    Instant sentAt() {
        return sentAt;
    }

    MessageView view() {
        return new MessageView(
                Objects.requireNonNull(id), conversationId, direction, author, text, status, sentAt, editedAt);
    }
}
