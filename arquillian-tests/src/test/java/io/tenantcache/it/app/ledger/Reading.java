package io.tenantcache.it.app.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Transactions that read a balance for themselves, and later as everybody does: they see it as it was. */
@ApplicationScoped
public class Reading {

    /** What begins the transaction. */
    public enum Begun {
        BY_METHOD,
        BY_METHOD_IN_ANOTHER_TRANSACTION,
        BY_HAND,
        BY_SESSION_BEAN
    }

    @Inject
    Accounts accounts;

    @Inject
    Reading self;

    @Inject
    SessionReading session;

    @Inject
    UserTransaction transaction;

    private volatile CountDownLatch hasRead = new CountDownLatch(1);
    private volatile CountDownLatch mayGoOn = new CountDownLatch(1);

    public int read(String id, Begun begun) throws Exception {
        return switch (begun) {
            case BY_METHOD -> self.readInTransaction(id);
            case BY_METHOD_IN_ANOTHER_TRANSACTION -> self.readInAnotherTransaction(id);
            case BY_HAND -> {
                transaction.begin();
                try {
                    yield readTwice(id);
                } finally {
                    transaction.commit();
                }
            }
            case BY_SESSION_BEAN -> session.read(id);
        };
    }

    @Transactional
    public int readInTransaction(String id) throws InterruptedException {
        return readTwice(id);
    }

    @Transactional
    public int readInAnotherTransaction(String id) throws InterruptedException {
        return self.readAlone(id);
    }

    @Transactional(TxType.REQUIRES_NEW)
    public int readAlone(String id) throws InterruptedException {
        return readTwice(id);
    }

    int readTwice(String id) throws InterruptedException {
        int first = accounts.read(id);
        hasRead.countDown();
        if (!mayGoOn.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody let the reader go on");
        }
        int again = accounts.balance(id);
        if (first != again) {
            throw new IllegalStateException("The transaction sees what was committed after it had read");
        }
        return again;
    }

    /** To be called before each reading that is to be held back. */
    public void hold() {
        hasRead = new CountDownLatch(1);
        mayGoOn = new CountDownLatch(1);
    }

    /** Waits until the balance was read once. */
    public boolean awaitFirst() throws InterruptedException {
        return hasRead.await(60, TimeUnit.SECONDS);
    }

    public void goOn() {
        mayGoOn.countDown();
    }
}
