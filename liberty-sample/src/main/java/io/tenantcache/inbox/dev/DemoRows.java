package io.tenantcache.inbox.dev;

import io.tenantcache.inbox.dev.DemoTenant.ContactRow;
import io.tenantcache.inbox.dev.DemoTenant.ConversationRow;
import io.tenantcache.inbox.dev.DemoTenant.MessageRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Inserts the rows of one demo tenant, in batches, within the caller's transaction. */
final class DemoRows {

    private static final int ROWS_OF_A_BATCH = 1_000;

    private final Connection connection;
    private final DemoTenant tenant;

    DemoRows(Connection connection, DemoTenant tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    void insert(Instant newest) throws SQLException {
        try (Batch tenants = new Batch("insert into tenant (id, name) values (?, ?)", null);
                Batch contacts = new Batch(
                        "insert into contact"
                                + " (id, tenant, name, email, phone, company, createdat) values (?, ?, ?, ?, ?, ?, ?)",
                        tenants);
                Batch tags =
                        new Batch("insert into contacttag (id, tenant, contactid, tag) values (?, ?, ?, ?)", contacts);
                Batch conversations = new Batch(
                        "insert into conversation (id, tenant, contactid, subject, status,"
                                + " assignee, labels, unread, preview, createdat, lastmessageat)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        contacts);
                Batch messages = new Batch(
                        "insert into message (id, tenant, conversationid, direction, author, text,"
                                + " status, sentat) values (?, ?, ?, ?, ?, ?, ?, ?)",
                        conversations)) {
            tenants.add(tenant.id(), tenant.name());
            tenant.eachContact(newest, row -> insert(row, contacts, tags));
            tags.flush();
            tenant.eachConversation(newest, row -> insert(row, conversations, messages));
            messages.flush();
        } catch (BatchFailedException e) {
            throw e.failure;
        }
    }

    private void insert(ContactRow row, Batch contacts, Batch tags) {
        contacts.add(row.id(), tenant.id(), row.name(), row.email(), row.phone(), row.company(), row.createdAt());
        row.tags().forEach(tag -> tags.add(tenant.firstId() + tags.added, tenant.id(), row.id(), tag));
    }

    private void insert(ConversationRow row, Batch conversations, Batch messages) {
        MessageRow first = row.messages().get(0);
        MessageRow last = row.messages().get(row.messages().size() - 1);
        conversations.add(
                row.id(),
                tenant.id(),
                row.contactId(),
                row.subject(),
                row.status(),
                row.assignee(),
                row.labels(),
                row.unread(),
                last.text(),
                first.sentAt(),
                last.sentAt());
        row.messages()
                .forEach(message -> messages.add(
                        tenant.firstId() + messages.added,
                        tenant.id(),
                        row.id(),
                        message.inbound() ? "INBOUND" : "OUTBOUND",
                        message.author(),
                        message.text(),
                        message.status(),
                        message.sentAt()));
    }

    /** Carries a failure out of a callback that declares none. */
    private static final class BatchFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        BatchFailedException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** An insert statement whose rows are sent together, after those rows of its parent that they refer to. */
    private final class Batch implements AutoCloseable {

        private final PreparedStatement statement;
        private final @Nullable Batch parent;
        private int added;

        Batch(String sql, @Nullable Batch parent) throws SQLException {
            this.statement = connection.prepareStatement(sql);
            this.parent = parent;
        }

        void add(Object... columns) {
            try {
                for (int i = 0; i < columns.length; i++) {
                    statement.setObject(i + 1, columns[i]);
                }
                statement.addBatch();
                added++;
                if (added % ROWS_OF_A_BATCH == 0) {
                    flush();
                }
            } catch (SQLException e) {
                throw new BatchFailedException(e);
            }
        }

        void flush() throws SQLException {
            if (parent != null) {
                parent.flush();
            }
            statement.executeBatch();
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
