package io.tenantcache.cdi;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A source that takes part in transactions: what one has written, nobody else reads before its commit; what one has read, it reads again,
 * whatever others have committed since.
 */
final class Rows {

    private final TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final Map<Long, String> committed = new ConcurrentHashMap<>();
    private final Map<Transaction, Map<Long, String>> written = new ConcurrentHashMap<>();
    private final Map<Transaction, Map<Long, Optional<String>>> seen = Collections.synchronizedMap(new WeakHashMap<>());

    /** The row as the calling thread's transaction sees it. */
    @Nullable
    String read(long id) {
        Transaction transaction = current();
        Map<Long, String> own = transaction == null ? null : written.get(transaction);
        String value = own == null ? null : own.get(id);
        return value == null ? present(transaction, id) : value;
    }

    private @Nullable String present(@Nullable Transaction transaction, long id) {
        if (transaction == null) {
            return committed.get(id);
        }
        return seen.computeIfAbsent(transaction, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(id, first -> Optional.ofNullable(committed.get(id)))
                .orElse(null);
    }

    /** Writes the row, with the commit if there is a transaction. */
    void write(long id, String value) {
        Transaction transaction = current();
        if (transaction == null) {
            committed.put(id, value);
            return;
        }
        written.computeIfAbsent(transaction, this::enlist).put(id, value);
    }

    private @Nullable Transaction current() {
        try {
            return transactions.getTransaction();
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<Long, String> enlist(Transaction transaction) {
        try {
            transaction.enlistResource(new Branch(transaction));
        } catch (RollbackException | SystemException e) {
            throw new IllegalStateException(e);
        }
        return new HashMap<>();
    }

    /** What one transaction has written. */
    private final class Branch implements XAResource {

        private final Transaction transaction;

        Branch(Transaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) {
            Map<Long, String> values = written.remove(transaction);
            if (values != null) {
                committed.putAll(values);
            }
        }

        @Override
        public void rollback(Xid xid) {
            written.remove(transaction);
        }

        @Override
        public int prepare(Xid xid) {
            return XA_OK;
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public Xid[] recover(int flag) {
            return new Xid[0];
        }

        @Override
        public boolean isSameRM(XAResource other) {
            return other == this;
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}
