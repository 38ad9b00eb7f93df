package io.tenantcache.inbox.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.inbox.dev.DemoTenant.ContactRow;
import io.tenantcache.inbox.dev.DemoTenant.ConversationRow;
import io.tenantcache.inbox.dev.DemoTenant.MessageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTenantTest {

    private static final Instant NEWEST = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void sizes_allTenants() {
        long contacts = 0;
        long conversations = 0;
        long messages = 0;
        for (DemoTenant tenant : DemoTenant.ALL) {
            contacts += contacts(tenant).size();
            List<ConversationRow> rows = conversations(tenant);
            conversations += rows.size();
            messages += rows.stream().mapToInt(row -> row.messages().size()).sum();
        }
        assertThat(DemoTenant.ALL).hasSizeGreaterThanOrEqualTo(3);
        assertThat(contacts).isGreaterThanOrEqualTo(5_000);
        assertThat(conversations).isGreaterThanOrEqualTo(20_000);
        assertThat(messages).isGreaterThanOrEqualTo(200_000);
    }

    @Test
    void rows_sameTenantSameMoment_same() {
        DemoTenant tenant = DemoTenant.ALL.get(2);
        assertThat(contacts(tenant)).isEqualTo(contacts(tenant));
        assertThat(conversations(tenant)).isEqualTo(conversations(tenant));
    }

    @Test
    void conversations_areInOrder() {
        for (ConversationRow row : conversations(DemoTenant.ALL.get(1))) {
            List<MessageRow> messages = row.messages();
            assertThat(messages).isSortedAccordingTo((a, b) -> Long.compare(a.sentAt(), b.sentAt()));
            assertThat(messages.get(0).inbound()).isTrue();
            assertThat(messages.get(messages.size() - 1).sentAt()).isLessThanOrEqualTo(NEWEST.toEpochMilli());
            assertThat(row.status()).isEqualTo(row.unread() > 0 ? "OPEN" : row.status());
            if (row.status().equals("CLOSED")) {
                assertThat(messages.get(messages.size() - 1).inbound()).isFalse();
            }
        }
    }

    @Test
    void ids_differBetweenTenants() {
        List<Long> ids = new ArrayList<>();
        DemoTenant.ALL.forEach(tenant -> conversations(tenant).forEach(row -> ids.add(row.id())));
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static List<ContactRow> contacts(DemoTenant tenant) {
        List<ContactRow> rows = new ArrayList<>();
        tenant.eachContact(NEWEST, rows::add);
        return rows;
    }

    private static List<ConversationRow> conversations(DemoTenant tenant) {
        List<ConversationRow> rows = new ArrayList<>();
        tenant.eachConversation(NEWEST, rows::add);
        return rows;
    }
}
