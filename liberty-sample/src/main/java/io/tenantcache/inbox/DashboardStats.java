package io.tenantcache.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's figures. Immutable.
 *
 * @param newest the newest message's time; null if there is none
 * @param averageResponseSeconds the mean time from a contact's message to the answer; null if nothing was answered
 * @param messagesPerDay the 30 days (UTC) up to the newest message, none left out
 * @param busiestContacts the five with the most messages in these days
 */
public record DashboardStats(
        long contacts,
        Counts conversations,
        long messages,
        long unread,
        @Nullable Instant newest,
        @Nullable Long averageResponseSeconds,
        List<Day> messagesPerDay,
        List<BusyContact> busiestContacts) {

    /** Copies the lists. */
    public DashboardStats {
        messagesPerDay = List.copyOf(messagesPerDay);
        busiestContacts = List.copyOf(busiestContacts);
    }

    /** The number of conversations by where they stand. */
    public record Counts(long open, long pending, long closed) {}

    /** The messages of a day. */
    public record Day(LocalDate day, long inbound, long outbound) {}

    /** A contact with the number of messages exchanged. */
    public record BusyContact(long id, String name, long messages) {}
}
