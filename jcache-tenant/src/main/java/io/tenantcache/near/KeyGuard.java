package io.tenantcache.near;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What keeps a value that was read before a change of its key from being stored after it: it remembers when a key last changed,
 * and which writes of the authority are under way.
 *
 * <p>The stamps are kept by stripes of keys, for they outlast the changes: two keys of one stripe can only make each other
 * miss.
 */
final class KeyGuard {

    private static final int STRIPES = 256;

    private final AtomicLongArray stamps = new AtomicLongArray(STRIPES);
    private final ConcurrentMap<NearKey, Writes> underWay = new ConcurrentHashMap<>();

    /** The writes of one key that overlap; guarded by its place in the map. */
    private static final class Writes {

        private int count = 1;
        private volatile boolean disturbed;
    }

    /** The key changed at that stamp: what was read before it must not be stored, nor what is being written. */
    void changed(NearKey key, long stamp) {
        changedByWriter(key, stamp);
        underWay.computeIfPresent(key, (present, writes) -> {
            writes.disturbed = true;
            return writes;
        });
    }

    /** The key changed at that stamp, by a write that {@linkplain #beginWrite began}: what was read before must not be stored. */
    void changedByWriter(NearKey key, long stamp) {
        stamps.accumulateAndGet(stripe(key), stamp, Math::max);
    }

    /** Whether the key did not change after that stamp. */
    boolean unchangedSince(NearKey key, long stamp) {
        return stamps.get(stripe(key)) <= stamp;
    }

    /** A write of the key begins at that stamp; {@link #endWrite} must follow. */
    void beginWrite(NearKey key, long stamp) {
        underWay.compute(key, (present, writes) -> {
            if (writes == null) {
                return new Writes();
            }
            writes.count++;
            writes.disturbed = true;
            return writes;
        });
        changedByWriter(key, stamp);
    }

    /** Whether a write of the key is under way. */
    boolean isBeingWritten(NearKey key) {
        return underWay.containsKey(key);
    }

    /** The write ended. Answers whether no other write and no change of the key overlapped it. */
    boolean endWrite(NearKey key) {
        Writes ended = underWay.get(key);
        underWay.computeIfPresent(key, (present, writes) -> --writes.count == 0 ? null : writes);
        // Nothing that comes now finds these writes, unless others of them go on: then they are disturbed already.
        return ended != null && !ended.disturbed;
    }

    private static int stripe(NearKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (STRIPES - 1);
    }
}
