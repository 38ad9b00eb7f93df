package io.tenantcache.benchmarks;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values as an application with many tenants caches them. */
final class Inbox {

    private static final int ROWS = 200;
    private static final int MESSAGES = 6;

    private Inbox() {}

    /** A small record. */
    record Contact(long id, String name, String email, Instant since, boolean active) implements Serializable {}

    enum Status {
        OPEN,
        PENDING,
        CLOSED
    }

    /** A graph of beans, with an object that is held more than once. */
    static class Conversation implements Serializable {
        private static final long serialVersionUID = 1L;

        long id;

        @Nullable
        String subject;

        Status status = Status.OPEN;

        @Nullable
        Instant opened;

        @Nullable
        Contact customer;

        ArrayList<Message> messages = new ArrayList<>();
        HashMap<String, String> labels = new HashMap<>();
        HashSet<String> tags = new HashSet<>();
    }

    static class Message implements Serializable {
        private static final long serialVersionUID = 1L;

        long id;
        boolean outbound;

        @Nullable
        String text;

        @Nullable
        Instant sent;

        @Nullable
        Contact author;
    }

    /** A line of a list. */
    static class Row implements Serializable {
        private static final long serialVersionUID = 1L;

        long id;

        @Nullable
        String title;

        @Nullable
        BigDecimal amount;

        @Nullable
        LocalDate due;

        Status status = Status.PENDING;
    }

    static Contact contact() {
        return new Contact(4_711, "Ada Lovelace", "ada@example.com", Instant.parse("2026-01-02T03:04:05Z"), true);
    }

    static Conversation conversation() {
        Conversation conversation = new Conversation();
        conversation.id = 99;
        conversation.subject = "The invoice of last month";
        conversation.opened = Instant.parse("2026-02-03T04:05:06.789Z");
        conversation.customer = contact();
        conversation.labels.putAll(Map.of("channel", "mail", "language", "en", "priority", "high"));
        conversation.tags.addAll(Set.of("billing", "vip"));
        for (int i = 0; i < MESSAGES; i++) {
            Message message = new Message();
            message.id = 1_000L + i;
            message.outbound = i % 2 == 1;
            message.text = "Message " + i + ": thank you for your letter, which we have read with care. ".repeat(4);
            message.sent = conversation.opened.plusSeconds(60L * i);
            message.author = conversation.customer;
            conversation.messages.add(message);
        }
        return conversation;
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Row row = new Row();
            row.id = 10_000L + i;
            row.title = "The title of row " + i;
            row.amount = BigDecimal.valueOf(199L * i, 2);
            row.due = LocalDate.of(2026, 1, 1).plusDays(i);
            row.status = Status.values()[i % 3];
            rows.add(row);
        }
        return rows;
    }
}
