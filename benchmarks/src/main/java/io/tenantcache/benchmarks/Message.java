package io.tenantcache.benchmarks;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A value that its reader may change, as applications have them: some 400 bytes of text. */
public final class Message implements Serializable {

    private static final long serialVersionUID = 1;

    private final String id;
    private final String subject;
    private final String body;
    private final Instant received;
    private final ArrayList<String> recipients;
    private boolean read;

    private Message(String id) {
        this.id = id;
        this.subject = "About the delivery of " + id;
        this.body = "It arrived in two parts, and the second one is late. ".repeat(6);
        this.received = Instant.parse("2026-11-21T08:00:00Z");
        this.recipients = new ArrayList<>(List.of("ada@example.com", "grace@example.com", "edsger@example.com"));
    }

    /** A message of that id; equal ids make equal messages. */
    static Message of(String id) {
        return new Message(id);
    }

    void markRead() {
        read = true;
    }

    boolean isRead() {
        return read;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && id.equals(message.id)
                && subject.equals(message.subject)
                && body.equals(message.body)
                && received.equals(message.received)
                && recipients.equals(message.recipients)
                && read == message.read;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
