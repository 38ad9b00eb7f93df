package io.tenantcache.it.app.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.sql.DataSource;

/** Balances in the server's default database, which all applications of a server share. */
@ApplicationScoped
public class Ledger {

    @Resource
    DataSource database;

    @PostConstruct
    @SuppressWarnings("NullAway") // the container has set the database
    void createTable() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS LEDGER (ID VARCHAR(200) PRIMARY KEY, BALANCE INT NOT NULL)");
        } catch (SQLException failure) {
            throw new IllegalStateException("The ledger cannot be opened", failure);
        }
    }

    @CacheResult(cacheName = "ledger")
    public int balance(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT BALANCE FROM LEDGER WHERE ID = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The ledger cannot be read", failure);
        }
    }

    /** In the caller's transaction, or in one of its own. */
    @Transactional
    @CacheRemove(cacheName = "ledger")
    public void enter(@CacheKey String id, int balance) {
        write(id, balance);
    }

    /** Behind the back of the cache: what it holds stays as it is. */
    @Transactional
    public void correct(String id, int balance) {
        write(id, balance);
    }

    private void write(String id, int balance) {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("MERGE INTO LEDGER (ID, BALANCE) KEY (ID) VALUES (?, ?)")) {
            update.setString(1, id);
            update.setInt(2, balance);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("The ledger cannot be written", failure);
        }
    }
}
