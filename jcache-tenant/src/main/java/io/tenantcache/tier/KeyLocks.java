package io.tenantcache.tier;

import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /** Calls the task while nobody else holds the key. The same thread may do so again within it. */
    <T extends @Nullable Object> T call(Tenant tenant, Object key, Supplier<T> task) {
        ReentrantLock stripe = stripes[stripe(tenant, key)];
        stripe.lock();
        try {
            return task.get();
        } finally {
            stripe.unlock();
        }
    }

    /** {@link #call} for many keys. They are taken in the same order always, so that two such calls cannot block each other. */
    <T extends @Nullable Object> T callAll(Tenant tenant, Collection<?> keys, Supplier<T> task) {
        int[] wanted = keys.stream()
                .mapToInt(key -> stripe(tenant, key))
                .distinct()
                .sorted()
                .toArray();
        for (int stripe : wanted) {
            stripes[stripe].lock();
        }
        try {
            return task.get();
        } finally {
            for (int stripe : wanted) {
                stripes[stripe].unlock();
            }
        }
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
}
