package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer of a key at a time in this JVM, where that is needed: for listeners to hear of changes in the order in which
 * they happened, for a writer to see them in that order, and for writers of a hot key to wait here rather than to outrun each
 * other in the remote tier. By stripes: two keys of one stripe only wait for each other.
 */
public final class KeyLocks {

    private static final int STRIPES = 256;

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    /** Nobody holds any. */
    public KeyLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /** Waits for the key. The same thread may hold it again. */
    Held hold(Tenant tenant, Object key) {
        ReentrantLock stripe = stripes[stripe(tenant, key)];
        stripe.lock();
        return stripe::unlock;
    }

    /** Waits for all the keys, always in the same order, so that two such calls cannot wait for each other. */
    Held holdAll(Tenant tenant, Collection<?> keys) {
        int[] wanted = keys.stream()
                .mapToInt(key -> stripe(tenant, key))
                .distinct()
                .sorted()
                .toArray();
        for (int stripe : wanted) {
            stripes[stripe].lock();
        }
        return () -> {
            for (int stripe : wanted) {
                stripes[stripe].unlock();
            }
        };
    }

    /** Runs the task if nobody holds the key. */
    void runIfFree(Tenant tenant, Object key, Runnable task) {
        ReentrantLock stripe = stripes[stripe(tenant, key)];
        if (stripe.tryLock()) {
            try {
                task.run();
            } finally {
                stripe.unlock();
            }
        }
    }

    private static int stripe(Tenant tenant, Object key) {
        int hash = 31 * tenant.hashCode() + key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }

    /** What is held, until it is closed. */
    interface Held extends AutoCloseable {

        /** Nothing. */
        Held NOTHING = () -> {};

        @Override
        void close();
    }
}
