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
    @Nullable Long id;

    String tenant = "";
    long conversationId;

    @Enumerated(EnumType.STRING)
    Direction direction = Direction.OUTBOUND;

    String author = "";
    String text = "";

    @Enumerated(EnumType.STRING)
    MessageStatus status = MessageStatus.SENT;

    Instant sentAt = Instant.EPOCH;
    @Nullable Instant editedAt;

    protected Message() {}

    Message(String tenant, long conversationId, String author, String text, Instant sentAt) {
        this.tenant = tenant;
        this.conversationId = conversationId;
        this.author = author;
        this.text = text;
        this.sentAt = sentAt;
    }

    MessageView view() {
        return new MessageView(
                Objects.requireNonNull(id), conversationId, direction, author, text, status, sentAt, editedAt);
    }
}
