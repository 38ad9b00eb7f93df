package io.tenantcache.it.app.ledger;

import io.tenantcache.cdi.CacheInvalidator;
import io.tenantcache.cdi.Invalidated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A transaction around an entry, which stays open until it is told to end. */
@ApplicationScoped
public class Booking {

    /** How the entry tells the cache of it. */
    public enum Way {
        REMOVE,
        PUT,
        REMOVE_ALL,
        CASCADE,
        TAG,
        INVALIDATOR
    }

    /** What the transaction ends with. */
    public enum End {
        COMMIT,
        ROLLBACK
    }

    @Inject
    Ledger ledger;

    @Inject
    CacheInvalidator invalidator;

    private volatile CountDownLatch entered = new CountDownLatch(1);
    private volatile CountDownLatch mayEnd = new CountDownLatch(1);

    @Transactional
    public void book(String id, int balance, Way way, End end) throws InterruptedException {
        enter(id, balance, way);
        if (ledger.balance(id) != balance) {
            throw new IllegalArgumentException("The transaction does not see what it has entered");
        }
        entered.countDown();
        if (!mayEnd.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody ended the booking");
        }
        if (end == End.ROLLBACK) {
            throw new IllegalStateException("Rolled back, as the test asks for");
        }
    }

    private void enter(String id, int balance, Way way) {
        switch (way) {
            case REMOVE -> ledger.enter(id, balance);
            case PUT -> ledger.save(id, balance);
            case REMOVE_ALL -> ledger.enterAfresh(id, balance);
            case CASCADE -> ledger.enterOnSheet("sheet", id, balance);
            case TAG -> ledger.enterByTag("nobody", id, balance);
            case INVALIDATOR -> {
                ledger.correct(id, balance);
                Invalidated unused = invalidator.updated("ledger", id);
            }
        }
    }

    /** To be called before each booking. */
    public void begin() {
        entered = new CountDownLatch(1);
        mayEnd = new CountDownLatch(1);
    }

    /** Waits until the entry of the booking is made, and its transaction still open. */
    public boolean awaitEntry() throws InterruptedException {
        return entered.await(60, TimeUnit.SECONDS);
    }

    public void end() {
        mayEnd.countDown();
    }
}
