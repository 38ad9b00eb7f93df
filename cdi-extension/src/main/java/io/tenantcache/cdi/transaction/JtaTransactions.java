package io.tenantcache.cdi.transaction;

import io.tenantcache.cdi.operation.Transactions;
import io.tenantcache.cdi.operation.UnitOfWork;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the server's {@link TransactionSynchronizationRegistry}. What one has changed is kept with it, and goes when it
 * goes; a transaction that is suspended takes it along.
 */
public final class JtaTransactions implements Transactions {

    /** Just outside of the interceptors that begin transactions. */
    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 199;

    private static final Logger LOG = System.getLogger(JtaTransactions.class.getName());

    private final RegistryLookup registry;
    private final AtomicBoolean refused = new AtomicBoolean();

    /** Those that beans of that manager's application take part in. */
    public JtaTransactions(BeanManager beans) {
        this.registry = new RegistryLookup(beans);
    }

    @Override
    public boolean isPresent() {
        return registry.isPossible();
    }

    @Override
    public boolean isActive() {
        return ofOpenTransaction() != null;
    }

    @Override
    public @Nullable Object key() {
        TransactionSynchronizationRegistry found = ofOpenTransaction();
        return found == null ? null : found.getTransactionKey();
    }

    /** The registry, if the calling thread works in a transaction that has not ended. */
    private @Nullable TransactionSynchronizationRegistry ofOpenTransaction() {
        TransactionSynchronizationRegistry found = registry.find();
        return found != null && canStillBeUndone(found.getTransactionStatus()) ? found : null;
    }

    @Override
    public @Nullable UnitOfWork current() {
        // Who has changed something has found it.
        TransactionSynchronizationRegistry found = registry.found();
        return found == null || found.getTransactionKey() == null ? null : of(found);
    }

    private @Nullable UnitOfWork of(TransactionSynchronizationRegistry registry) {
        try {
            return (UnitOfWork) registry.getResource(this);
        } catch (IllegalStateException ended) {
            return null;
        }
    }

    @Override
    public @Nullable UnitOfWork join(Supplier<UnitOfWork> begun) {
        TransactionSynchronizationRegistry found = ofOpenTransaction();
        if (found == null) {
            return null;
        }
        synchronized (this) {
            UnitOfWork known = of(found);
            return known != null ? known : begin(found, begun.get());
        }
    }

    private @Nullable UnitOfWork begin(TransactionSynchronizationRegistry registry, UnitOfWork unit) {
        try {
            registry.putResource(this, unit);
            if (registry.getTransactionStatus() == Status.STATUS_MARKED_ROLLBACK) {
                unit.doom();
            } else {
                registry.registerInterposedSynchronization(new End(unit));
            }
            return unit;
        } catch (IllegalStateException tooLate) {
            if (refused.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "A transaction that is about to end takes no synchronization any more: what it changes now is"
                                + " outdated in the caches before its commit instead of after it."
                                + " Make the change before the transaction's completion");
            }
            unit.end(Outcome.ROLLED_BACK);
            return null;
        }
    }

    /** One that is marked for rollback has written what nobody else may see. */
    private static boolean canStillBeUndone(int status) {
        return status == Status.STATUS_ACTIVE
                || status == Status.STATUS_MARKED_ROLLBACK
                || status == Status.STATUS_PREPARING
                || status == Status.STATUS_PREPARED
                || status == Status.STATUS_COMMITTING;
    }

    /** Tells the unit of work how its transaction ended. */
    private record End(UnitOfWork unit) implements Synchronization {

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            unit.end(
                    switch (status) {
                        case Status.STATUS_COMMITTED -> Outcome.COMMITTED;
                        case Status.STATUS_ROLLEDBACK -> Outcome.ROLLED_BACK;
                        default -> Outcome.UNKNOWN;
                    });
        }
    }
}
