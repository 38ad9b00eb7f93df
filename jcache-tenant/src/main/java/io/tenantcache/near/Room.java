package io.tenantcache.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.tenantcache.store.Payload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The room of one tier, and who has to leave when there is none: no tenant that is at its floor for the sake of another, and
 * first of all those above their ceiling.
 *
 * <p>Only what stores an entry comes here. A hit does not know of it.
 */
final class Room {

    /*
     * Caffeine knows which entries are cold; whose they are it does not ask, and it evicts whenever its bound is passed. So
     * that bound is never reached: room is made before an entry is stored, by the removal of the first entry in Caffeine's
     * own order that may leave. In that order the oldest newcomer stands against the entry that was not used for longest,
     * the one that was asked for less often first, which is how Caffeine itself decides on admission. Without a
     * tenant at its floor or above its ceiling the outcome is that of Caffeine.
     *
     * The search is bounded. Entries that stay in its way, cold but protected, are marked as read: that takes them from the cold
     * end, and the next search does not meet them again. If after some searches there is still nothing that may leave, it is
     * the new entry that has to: it is not stored, as if it had been evicted at once.
     *
     * What a region holds is reserved before and counted down after the entry has left, and evictions take turns: of two that
     * run at once each could find the same region above its floor. The lock is never waited for under a key's lock, in
     * which what is stored is only held against the reservation.
     */

    /** Searches for the best victim, before what there is has to do. */
    private static final int SEARCHES = 4;

    private final Cache<NearKey, NearEntry> entries;
    private final Policy<NearKey, NearEntry> policy;
    private final Policy.Eviction<NearKey, NearEntry> order;
    private final Shares shares;
    private final Weigher weigher;
    private final Life life;
    private final LongAdder bytes = new LongAdder();
    private final ReentrantLock evictions = new ReentrantLock();

    /** The bytes of what is held with those tags, and their weight, an {@code int}; always the same for the same. */
    @FunctionalInterface
    interface Weigher {
        long bytes(Object held, List<String> tags);

        default long weight(long bytes) {
            return bytes;
        }
    }

    /** Which entries live, and who is told of one that has to leave. */
    record Life(Predicate<NearEntry> live, Consumer<NearEntry> evicted) {}

    /** An empty one. */
    Room(Shares shares, Weigher weigher, Life life) {
        this.shares = shares;
        this.weigher = weigher;
        this.life = life;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(shares.backstop())
                .weigher((NearKey key, NearEntry entry) -> (int) weigh(entry))
                .evictionListener(this::evicted)
                .removalListener(this::left)
                .executor(Runnable::run)
                .build();
        this.policy = entries.policy();
        this.order = policy.eviction().orElseThrow();
    }

    /** What the entries take. */
    long bytes() {
        return bytes.sum();
    }

    /** The entries, to be read and removed. Only {@link #compute} stores one. */
    Cache<NearKey, NearEntry> entries() {
        return entries;
    }

    /**
     * {@code compute} of the map, for entries of that region.
     *
     * @param stored what is to be stored, as far as it is known before; null for nothing
     */
    @SuppressWarnings("ReferenceEquality") // one that is stored again is not told of as leaving
    void compute(
            NearKey key,
            NearRegion region,
            @Nullable Payload stored,
            BiFunction<NearKey, @Nullable NearEntry, @Nullable NearEntry> change) {
        if (!shares.isFair()) {
            entries.asMap().compute(key, (nearKey, current) -> {
                NearEntry next = change.apply(nearKey, current);
                if (next != null && next != current) {
                    bytes.add(bytesOf(next));
                }
                return next;
            });
            return;
        }
        Reservation reservation = new Reservation(region, stored);
        reservation.make(policy.getIfPresentQuietly(key));
        try {
            entries.asMap().compute(key, (nearKey, current) -> {
                NearEntry next = change.apply(nearKey, current);
                return next == null || next == current ? next : reservation.use(next, current);
            });
        } finally {
            reservation.end();
        }
    }

    private void left(@Nullable NearKey key, @Nullable NearEntry entry, RemovalCause cause) {
        NearEntry present = Objects.requireNonNull(entry);
        long taken = bytesOf(present);
        bytes.add(-taken);
        if (shares.isFair()) {
            shares.change(present.epoch().region(), -weigher.weight(taken));
        }
    }

    private long bytesOf(NearEntry entry) {
        return weigher.bytes(entry.held(), entry.tags());
    }

    private long weigh(NearEntry entry) {
        return weigher.weight(bytesOf(entry));
    }

    private void evicted(@Nullable NearKey key, @Nullable NearEntry entry, RemovalCause cause) {
        life.evicted().accept(Objects.requireNonNull(entry));
    }

    /** Whether all that is counted, what was reserved included, has its room now. */
    private boolean makeRoom(NearRegion writer) {
        evictions.lock();
        try {
            int searches = SEARCHES;
            while (!shares.hasRoomFor(0)) {
                Victim victim = order.coldest(coldest -> Victim.among(coldest, shares, writer, life.live()));
                for (NearKey key : victim.inTheWay()) {
                    // It counts as read.
                    NearEntry unused = entries.getIfPresent(key);
                }
                searches--;
                if (victim.isBest() || searches <= 0) {
                    CacheEntry<NearKey, NearEntry> leaving = victim.entry();
                    if (leaving == null) {
                        return false;
                    }
                    evict(leaving);
                }
            }
            return true;
        } finally {
            evictions.unlock();
        }
    }

    private void evict(CacheEntry<NearKey, NearEntry> leaving) {
        if (entries.asMap().remove(leaving.getKey(), leaving.getValue())) {
            life.evicted().accept(leaving.getValue());
        }
    }

    /** What is counted for an entry before it is stored. Of one thread. */
    private final class Reservation {

        private final NearRegion region;
        private final @Nullable Object held;
        private final List<String> tags;
        private final long size;
        private final long weight;
        private long reserved;

        Reservation(NearRegion region, @Nullable Payload stored) {
            this.region = region;
            this.held = stored == null ? null : stored.inMemory();
            this.tags = stored == null ? List.of() : stored.tags();
            this.size = held == null ? 0 : weigher.bytes(held, tags);
            this.weight = held == null ? 0 : weigher.weight(size);
        }

        void make(@Nullable NearEntry current) {
            long more = weight - weightOf(current);
            if (more <= 0 || !shares.canHold(weight)) {
                return;
            }
            take(more);
            if (!shares.hasRoomFor(0) && !makeRoom(region)) {
                end();
            }
        }

        /** The entry to be stored, or null if there is no room for it. */
        @Nullable
        NearEntry use(NearEntry next, @Nullable NearEntry current) {
            long more = weightOf(next) - weightOf(current);
            // More than what was reserved is wanted where another caller took away what was to be replaced.
            if (more > reserved && !shares.hasRoomFor(more - reserved)) {
                life.evicted().accept(next);
                return null;
            }
            // The one that is replaced is counted until it has left.
            take(weightOf(next) - reserved);
            reserved = 0;
            bytes.add(isStored(next) ? size : bytesOf(next));
            return next;
        }

        void end() {
            take(-reserved);
        }

        private void take(long more) {
            shares.change(region, more);
            reserved += more;
        }

        private long weightOf(@Nullable NearEntry entry) {
            if (entry == null) {
                return 0;
            }
            return isStored(entry) ? weight : weigh(entry);
        }

        @SuppressWarnings("ReferenceEquality") // an equal one may be of another size
        private boolean isStored(NearEntry entry) {
            return entry.held() == held && entry.tags() == tags;
        }
    }
}
