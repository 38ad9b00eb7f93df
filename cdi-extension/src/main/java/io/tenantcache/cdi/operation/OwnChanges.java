package io.tenantcache.cdi.operation;

import io.tenantcache.Invalidation;
import io.tenantcache.ReadFence;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the calling thread's transaction has changed, or is about to, and what it may still see as it was: the cache is not between
 * the transaction and the source there. Thread safe.
 */
public final class OwnChanges implements ReadFence {

    private final Transactions transactions;
    private final TransactionStarts starts;

    @SuppressWarnings("ThreadLocalUsage") // what a thread changes in one deployment is nothing to another
    private final ThreadLocal<@Nullable Announcement> announced = new ThreadLocal<>();

    /** Those of the transactions that began then. */
    public OwnChanges(TransactionStarts starts) {
        this.transactions = starts.transactions();
        this.starts = starts;
    }

    /** The transactions. */
    Transactions transactions() {
        return transactions;
    }

    /** What a thread is about to change, outside of a transaction. */
    private record Announcement(
            TouchedScopes touched, @Nullable Announcement outer) {

        boolean covers(Tenant tenant, String cache, Supplier<Object> key) {
            return touched.cover(tenant, cache, key) || (outer != null && outer.covers(tenant, cache, key));
        }
    }

    /** A change that the thread is about to make; closed by the same thread. */
    @FunctionalInterface
    interface Announced {

        Announced NOTHING = () -> {};

        void close();
    }

    /** The calling thread is about to change that, in no transaction yet, until the result is closed. */
    Announced announce(Map<Tenant, List<Invalidation.Scope>> scopes) {
        TouchedScopes touched = new TouchedScopes();
        touched.add(scopes);
        Announcement outer = announced.get();
        announced.set(new Announcement(touched, outer));
        return () -> {
            if (outer == null) {
                announced.remove();
            } else {
                announced.set(outer);
            }
        };
    }

    /** Whether there may be any: what follows is asked only then. */
    boolean mayBeThere() {
        return transactions.current() != null || (announced.get() != null && transactions.isActive());
    }

    @Override
    public boolean covers(Tenant tenant, String cache, Object key) {
        return mayBeThere() && cover(tenant, cache, () -> key);
    }

    @Override
    public @Nullable ReadPoint readPoint() {
        return starts.current();
    }

    /** Whether the calling thread's transaction may find under that key what others may not see yet, or never will. */
    boolean cover(Tenant tenant, String cache, Supplier<Object> key) {
        UnitOfWork unit = transactions.current();
        if (unit != null && unit.covers(tenant, cache, key)) {
            return true;
        }
        Announcement announcement = announced.get();
        return announcement != null && transactions.isActive() && announcement.covers(tenant, cache, key);
    }
}
