package io.tenantcache.near;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers, by stripes of keys, when a key was last invalidated and who is writing it: what keeps a value that was read
 * before a change from being stored after it. Two keys of one stripe can only make each other miss.
 */
final class KeyGuard {

    private static final int STRIPES = 256;

    private final AtomicLongArray stamps = new AtomicLongArray(STRIPES);
    private final AtomicIntegerArray writers = new AtomicIntegerArray(STRIPES);

    /** The key changed at that stamp: what was read before it must not be stored. */
    void changed(NearKey key, long stamp) {
        stamps.accumulateAndGet(stripe(key), stamp, Math::max);
    }

    /** Whether the key did not change after that stamp. */
    boolean unchangedSince(NearKey key, long stamp) {
        return stamps.get(stripe(key)) <= stamp;
    }

    /** A write of the key begins at that stamp. Answers whether no other one is under way. */
    boolean beginWrite(NearKey key, long stamp) {
        boolean alone = writers.incrementAndGet(stripe(key)) == 1;
        changed(key, stamp);
        return alone;
    }

    /** The write ended. */
    void endWrite(NearKey key) {
        writers.decrementAndGet(stripe(key));
    }

    private static int stripe(NearKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
