package io.tenantcache.it.app.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A transaction around an entry, which stays open until it is told to end. */
@ApplicationScoped
public class Booking {

    /** What the transaction ends with. */
    public enum End {
        COMMIT,
        ROLLBACK
    }

    @Inject
    Ledger ledger;

    private volatile CountDownLatch entered = new CountDownLatch(1);
    private volatile CountDownLatch mayEnd = new CountDownLatch(1);

    @Transactional
    public void book(String id, int balance, End end) throws InterruptedException {
        ledger.enter(id, balance);
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
