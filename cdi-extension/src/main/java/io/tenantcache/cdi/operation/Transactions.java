package io.tenantcache.cdi.operation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions for which threads work, as far as there are any. Thread safe. */
public interface Transactions {

    /** Where there are no transactions. */
    Transactions NONE = new Transactions() {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public @Nullable Object key() {
            return null;
        }

        @Override
        public @Nullable UnitOfWork current() {
            return null;
        }

        @Override
        public @Nullable UnitOfWork join(Supplier<UnitOfWork> begun) {
            return null;
        }
    };

    /** How a transaction ended. */
    enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        /** It may have been committed, or a part of it. */
        UNKNOWN
    }

    /** Whether there may ever be one. */
    boolean isPresent();

    /** Whether the calling thread works in one that has not ended. */
    boolean isActive();

    /** Stands for the calling thread's transaction and no other one; null if there is none that has not ended. */
    @Nullable
    Object key();

    /** What the calling thread's transaction has changed; null if it has changed nothing, or there is none. Costs next to nothing. */
    @Nullable
    UnitOfWork current();

    /**
     * What the calling thread's transaction has changed, from now on; it is told of the end.
     *
     * @param begun makes it, if this is the first change
     * @return null if there is no transaction that can still be joined
     */
    @Nullable
    UnitOfWork join(Supplier<UnitOfWork> begun);
}
