package io.tenantcache.it.app.ledger;

import io.tenantcache.cdi.CacheTag;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.sql.DataSource;

/** Balances in the server's default database, which all applications of a server share. */
@ApplicationScoped
public class Ledger {

    @Resource
    DataSource database;

    private final Map<String, Held> allHeld = new ConcurrentHashMap<>();

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
    @CacheTag("account:{0}")
    public int balance(String id) throws InterruptedException {
        int balance = read(id);
        Held held = allHeld.get(id);
        if (held != null) {
            held.hold(balance);
        }
        return balance;
    }

    private int read(String id) {
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

    /** The same, and stores the balance. */
    @Transactional
    @CachePut(cacheName = "ledger")
    public void save(@CacheKey String id, @CacheValue int balance) {
        write(id, balance);
    }

    /** The same, and outdates all balances. */
    @Transactional
    @CacheRemoveAll(cacheName = "ledger")
    public void enterAfresh(String id, int balance) {
        write(id, balance);
    }

    /** The same, and outdates a sheet, from whose cache that of the balances is derived. */
    @Transactional
    @CacheRemove(cacheName = "ledger-sheets")
    public void enterOnSheet(@CacheKey String sheet, String id, int balance) {
        write(id, balance);
    }

    /** The same, and outdates by the account's tag. */
    @Transactional
    @CacheRemove(cacheName = "ledger")
    @CacheTag("account:{1}")
    public void enterByTag(@CacheKey String nobody, String id, int balance) {
        write(id, balance);
    }

    /** Behind the back of the cache: what it holds stays as it is. */
    @Transactional
    public void correct(String id, int balance) {
        write(id, balance);
    }

    /** Holds back who reads that balance from now on, once it is read. */
    public void hold(String id) {
        allHeld.put(id, new Held());
    }

    /** The balance that somebody has read who is held back; waits for that. */
    public int awaitRead(String id) throws InterruptedException {
        return held(id).awaitRead();
    }

    /** Ends what {@link #hold} has begun. */
    public void release(String id) {
        held(id).mayReturn.countDown();
        allHeld.remove(id);
    }

    private Held held(String id) {
        return Objects.requireNonNull(allHeld.get(id), "Nobody is held back");
    }

    /** Somebody who has read a balance, and does not return before that is allowed. */
    private static final class Held {

        private final CountDownLatch mayReturn = new CountDownLatch(1);
        private final CountDownLatch hasRead = new CountDownLatch(1);
        private volatile int balance;

        void hold(int read) throws InterruptedException {
            balance = read;
            hasRead.countDown();
            if (!mayReturn.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let the reader return");
            }
        }

        int awaitRead() throws InterruptedException {
            if (!hasRead.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody has read the balance");
            }
            return balance;
        }
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
