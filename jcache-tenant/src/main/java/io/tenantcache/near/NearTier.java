package io.tenantcache.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.Tenant;
import io.tenantcache.config.NearConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in this JVM: bounded by number and by bytes, each with a deadline. Without a remote tier it is
 * the authority.
 *
 * <p>It never blocks on I/O and never fails.
 */
public final class NearTier implements EntryStore {

    /*
     * The tier counts its invalidations: each takes the next position and leaves it as a stamp on what it covers, the
     * stripe of the key, the region, or the tier as a whole. Who is about to fetch a value takes the position first. The
     * value is stored only while no scope of its key has a later stamp; and as an entry keeps its stamp, one that slipped
     * in during an invalidation of its region is outdated by it. This is the same protocol as that of the remote tier,
     * whose positions come from the tenant's log, and it needs no clock and no lock.
     *
     * An entry is outdated by comparing two numbers when it is read, so that invalidating a region costs the same
     * whatever it holds. What is outdated or expired leaves when the bounds ask for its room. A region that nothing refers
     * to is forgotten; made again, it outdates all that was fetched before, for it can not know what it forgot.
     *
     * A write to the remote tier is announced to this one before it starts and stored here when it ends, but only if no
     * other write of the key overlapped it: of two that did, this JVM can not tell which one Redis saw last.
     */

    private final Cache<NearKey, NearEntry> entries;
    private final Cache<Tenant, NearRegion> regions =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
    private final KeyGuard guard = new KeyGuard();
    private final NearRegion whole = new NearRegion(0);
    private final AtomicLong position = new AtomicLong();
    private final long longestLifeNanos;
    private final LongSupplier nanoClock;

    /**
     * An empty tier.
     *
     * @param bounds its bounds
     * @param longestLifeMillis the longest life of an entry, {@link Entry#ETERNAL} for no bound
     * @param nanoClock a monotonic clock in nanoseconds, as {@link System#nanoTime()}
     */
    public NearTier(NearConfig bounds, long longestLifeMillis, LongSupplier nanoClock) {
        this.longestLifeNanos = nanos(longestLifeMillis);
        this.nanoClock = nanoClock;
        // One weight holds both bounds: an entry weighs its bytes, but at least its share of the bytes.
        long share = 1 + (bounds.maxBytes() - 1) / bounds.maxEntries();
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bounds.maxBytes())
                .weigher((NearKey key, NearEntry entry) -> (int) Math.min(
                        Integer.MAX_VALUE, Math.max(share, entry.payload().size())))
                .executor(Runnable::run)
                .build();
    }

    /** The live value of the key, or null. */
    public @Nullable Payload get(Tenant tenant, Object key) {
        NearEntry entry = entries.getIfPresent(new NearKey(tenant, key));
        return entry != null && isLive(entry) ? entry.payload() : null;
    }

    /** The position, to be taken before a value is fetched. */
    public long position() {
        return position.get();
    }

    /** Whether neither the key nor its region was invalidated after that position. */
    public boolean unchangedSince(Tenant tenant, Object key, long stamp) {
        return unchangedSince(new NearKey(tenant, key), region(tenant), stamp);
    }

    @Override
    public Lookup read(Tenant tenant, Object key) {
        Stamp stamp = new Stamp(position(), Stamp.UNKNOWN);
        NearEntry entry = entries.getIfPresent(new NearKey(tenant, key));
        return new Lookup(entry != null && isLive(entry) ? toEntry(entry) : null, stamp);
    }

    @Override
    public Map<Object, Lookup> readAll(Tenant tenant, Collection<?> keys) {
        Map<Object, Lookup> lookups = new HashMap<>();
        keys.forEach(key -> lookups.put(key, read(tenant, key)));
        return lookups;
    }

    @Override
    public List<Outcome> write(Tenant tenant, List<Write> writes) {
        List<Outcome> outcomes = new ArrayList<>(writes.size());
        NearRegion region = region(tenant);
        for (Write write : writes) {
            Attempt attempt = new Attempt(write, region);
            entries.asMap().compute(new NearKey(tenant, write.key()), attempt);
            outcomes.add(attempt.outcome());
        }
        return outcomes;
    }

    @Override
    public Iterator<Keyed> scan(Tenant tenant) {
        return entries.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant) && isLive(entry.getValue()))
                .map(entry -> new Keyed(entry.getKey().key(), toEntry(entry.getValue())))
                .iterator();
    }

    /**
     * Keeps an entry that was read from the authority, unless its key or its region changed since that position.
     *
     * @param stamp the {@link #position()} before it was read
     */
    public void keep(Tenant tenant, Object key, Entry entry, long stamp) {
        NearRegion region = region(tenant);
        NearEntry kept = toNear(entry, stamp, region);
        entries.asMap()
                .compute(
                        new NearKey(tenant, key),
                        (nearKey, current) -> unchangedSince(nearKey, region, stamp) ? kept : current);
    }

    /** Tells that a write of the key to the authority begins; {@link Announced#end} must follow. */
    public Announced announceWrite(Tenant tenant, Object key) {
        NearKey nearKey = new NearKey(tenant, key);
        long stamp = position.incrementAndGet();
        boolean alone = guard.beginWrite(nearKey, stamp);
        entries.invalidate(nearKey);
        return new Announced(nearKey, stamp, alone);
    }

    /** Outdates one key. */
    public void invalidate(Tenant tenant, Object key) {
        NearKey nearKey = new NearKey(tenant, key);
        guard.changed(nearKey, position.incrementAndGet());
        entries.invalidate(nearKey);
    }

    /** Outdates all entries of the tenant. */
    public void invalidate(Tenant tenant) {
        region(tenant).raise(position.incrementAndGet());
    }

    /** Outdates all entries of all tenants. */
    public void invalidateAll() {
        whole.raise(position.incrementAndGet());
    }

    /** Lets go of all entries. */
    public void clear() {
        invalidateAll();
        entries.invalidateAll();
    }

    private NearRegion region(Tenant tenant) {
        NearRegion region = regions.getIfPresent(tenant);
        return region != null ? region : regions.get(tenant, absent -> new NearRegion(position()));
    }

    private boolean isLive(NearEntry entry) {
        return entry.stamp() >= entry.region().floor()
                && entry.stamp() >= whole.floor()
                && entry.deadline() - nanoClock.getAsLong() > 0;
    }

    private boolean unchangedSince(NearKey key, NearRegion region, long stamp) {
        return guard.unchangedSince(key, stamp) && region.floor() <= stamp && whole.floor() <= stamp;
    }

    private NearEntry toNear(Entry entry, long stamp, NearRegion region) {
        long life = Math.min(nanos(entry.ttlMillis()), longestLifeNanos);
        return new NearEntry(entry.payload().inMemory(), entry.revision(), stamp, nanoClock.getAsLong() + life, region);
    }

    private Entry toEntry(NearEntry entry) {
        long left = Math.max(1, (entry.deadline() - nanoClock.getAsLong()) / 1_000_000);
        return new Entry(entry.payload(), entry.revision(), left);
    }

    /** Saturated at half of what a difference of two readings of the clock can hold. */
    private static long nanos(long millis) {
        return millis >= Long.MAX_VALUE / 2_000_000 ? Long.MAX_VALUE / 2 : millis * 1_000_000;
    }

    /** A write to the authority that this tier was told of. */
    public final class Announced {

        private final NearKey key;
        private final long stamp;
        private final boolean alone;

        private Announced(NearKey key, long stamp, boolean alone) {
            this.key = key;
            this.stamp = stamp;
            this.alone = alone;
        }

        /**
         * The write ended.
         *
         * @param written the entry that the authority now holds; null if it holds none, or what it holds is not known
         */
        public void end(Tenant tenant, @Nullable Entry written) {
            NearRegion region = region(tenant);
            entries.asMap().compute(key, (nearKey, current) -> {
                boolean last = alone && unchangedSince(nearKey, region, stamp);
                // What was fetched while the write ran may be older than it, wherever it is by now.
                long ended = position.incrementAndGet();
                guard.changed(nearKey, ended);
                return last && written != null ? toNear(written, ended, region) : null;
            });
            guard.endWrite(key);
        }
    }

    /** One conditional write, run under the lock of its key. */
    private final class Attempt implements BiFunction<NearKey, @Nullable NearEntry, @Nullable NearEntry> {

        private final Write write;
        private final NearRegion region;
        private boolean applied;
        private @Nullable NearEntry before;

        Attempt(Write write, NearRegion region) {
            this.write = write;
            this.region = region;
        }

        @Override
        public @Nullable NearEntry apply(NearKey key, @Nullable NearEntry current) {
            before = current != null && isLive(current) ? current : null;
            applied = holds(key, before);
            if (!applied) {
                return before;
            }
            Entry entry = write.entry();
            if (write.expected().isFill()) {
                return entry == null
                        ? before
                        : toNear(entry, write.expected().stamp().near(), region);
            }
            long stamp = position.incrementAndGet();
            guard.changed(key, stamp);
            return entry == null ? null : toNear(entry, stamp, region);
        }

        private boolean holds(NearKey key, @Nullable NearEntry live) {
            return switch (write.expected().kind()) {
                case ANY -> true;
                case ABSENT -> live == null;
                case PRESENT -> live != null;
                case REVISION ->
                    live != null && live.revision() == write.expected().revision();
                case UNCHANGED_SINCE ->
                    live == null
                            && unchangedSince(
                                    key, region, write.expected().stamp().near());
            };
        }

        Outcome outcome() {
            boolean asked = write.answer() == Write.Answer.PREVIOUS;
            return new Outcome(applied, before != null, asked && before != null ? toEntry(before) : null);
        }
    }
}
