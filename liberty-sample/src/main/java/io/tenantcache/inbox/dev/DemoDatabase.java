package io.tenantcache.inbox.dev;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Creates the tables and fills them, before the first request. Each tenant is filled in one transaction, so a start that
 * was cut short leaves no half of one, and the next start adds those that are missing.
 */
@ApplicationScoped
class DemoDatabase {

    private static final Logger LOG = System.getLogger(DemoDatabase.class.getName());
    private static final String TABLES = "/META-INF/inbox-tables.sql";
    private static final String INDEXES = "/META-INF/inbox-indexes.sql";

    @Resource(lookup = "jdbc/inbox")
    @SuppressWarnings("NullAway.Init")
    private DataSource dataSource;

    void fill(@Observes @Initialized(ApplicationScoped.class) Object started) throws SQLException {
        long startNanos = System.nanoTime();
        // The demo's past ends when it is first started: a demo of messages from years ago would convince nobody.
        int added = fill(dataSource, Instant.now().truncatedTo(ChronoUnit.HOURS));
        if (added > 0) {
            long millis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
            LOG.log(Level.INFO, "Filled the database for " + added + " tenants in " + millis + " ms");
        }
    }

    /**
     * Creates what is missing.
     *
     * @param newest when the newest message was sent
     * @return the number of tenants that were added
     */
    static int fill(DataSource dataSource, Instant newest) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(TABLES, connection);
            connection.setAutoCommit(false);
            int added = 0;
            try {
                for (DemoTenant tenant : DemoTenant.ALL) {
                    if (isMissing(connection, tenant)) {
                        new DemoRows(connection, tenant).insert(newest);
                        connection.commit();
                        added++;
                    }
                }
            } finally {
                // Nothing, unless the try block failed.
                connection.rollback();
                connection.setAutoCommit(true);
            }
            execute(INDEXES, connection);
            return added;
        }
    }

    private static void execute(String script, Connection connection) throws SQLException {
        try (InputStream in = Objects.requireNonNull(DemoDatabase.class.getResourceAsStream(script), script);
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(script + " cannot be read", e);
        }
    }

    private static boolean isMissing(Connection connection, DemoTenant tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from tenant where id = ?")) {
            statement.setString(1, tenant.id());
            return !statement.executeQuery().next();
        }
    }
}
