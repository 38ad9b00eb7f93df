package io.tenantcache.cdi.transaction;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/** Finds the registry of transactions: a bean of the application's, else where Jakarta EE has it. Thread safe. */
final class RegistryLookup {

    /** Jakarta EE Platform 10, EE.5.16. */
    private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private final BeanManager beans;
    private volatile @Nullable TransactionSynchronizationRegistry registry;
    private volatile boolean absent;

    RegistryLookup(BeanManager beans) {
        this.beans = beans;
    }

    /** False once it is known that there is none. */
    boolean isPossible() {
        return !absent;
    }

    /** The one that was found before. */
    @Nullable
    TransactionSynchronizationRegistry found() {
        return registry;
    }

    /** Looks it up, unless that was done; on a thread that does not belong to the application the server may not give it. */
    @Nullable
    TransactionSynchronizationRegistry find() {
        TransactionSynchronizationRegistry known = registry;
        if (known != null || absent) {
            return known;
        }
        Instance<TransactionSynchronizationRegistry> candidates =
                beans.createInstance().select(TransactionSynchronizationRegistry.class);
        known = candidates.isResolvable() ? candidates.get() : named();
        registry = known;
        return known;
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of the platform, in the component's own namespace
    private @Nullable TransactionSynchronizationRegistry named() {
        try {
            // That of another copy of the API is of no use.
            return new InitialContext().lookup(NAME) instanceof TransactionSynchronizationRegistry named ? named : null;
        } catch (NoInitialContextException nowhere) {
            absent = true;
            return null;
        } catch (NamingException notHere) {
            return null;
        }
    }
}
