package io.tenantcache.inbox.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDatabaseTest {

    private static final Instant NEWEST = Instant.parse("2026-11-21T12:00:00Z");
    private static final JdbcDataSource DATABASE = new JdbcDataSource();

    @BeforeAll
    static void fill(@TempDir Path directory) throws SQLException {
        // No delay: the last connection's end closes the file, as the end of a server does.
        DATABASE.setURL("jdbc:h2:file:" + directory.resolve("inbox").toAbsolutePath());
        assertThat(DemoDatabase.fill(DATABASE, NEWEST)).isEqualTo(DemoTenant.ALL.size());
    }

    @Test
    void fill_again_addsNothing() throws SQLException {
        long before = number("select count(*) from message");
        assertThat(DemoDatabase.fill(DATABASE, NEWEST.plusSeconds(3600))).isZero();
        assertThat(number("select count(*) from message")).isEqualTo(before).isGreaterThanOrEqualTo(200_000);
    }

    @Test
    void rows_ofEveryTenant() throws SQLException {
        for (DemoTenant tenant : DemoTenant.ALL) {
            String of = " where tenant = '" + tenant.id() + "'";
            assertThat(number("select count(*) from contact" + of)).isEqualTo(tenant.contacts());
            assertThat(number("select count(*) from conversation" + of)).isEqualTo(tenant.conversations());
            assertThat(number("select max(sentat) from message" + of)).isEqualTo(NEWEST.toEpochMilli());
            assertThat(number("select count(*) from contacttag" + of)).isGreaterThan(tenant.contacts());
        }
    }

    @Test
    void previews_areTheLastMessages() throws SQLException {
        assertThat(
                        number(
                                "select count(*) from conversation v where v.preview <> (select m.text from message m"
                                        + " where m.tenant = v.tenant and m.conversationid = v.id order by m.sentat desc, m.id desc limit 1)"))
                .isZero();
    }

    @Test
    void reference_toAnotherTenantsRow_refused() {
        long contactOfGlobex = DemoTenant.ALL.get(1).firstId();
        assertThatThrownBy(() -> update("insert into contacttag (id, tenant, contactid, tag) values (1, 'acme', "
                        + contactOfGlobex + ", 'stolen')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Referential integrity");
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static void update(String sql) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
