package io.tenantcache.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.EvictionCause;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.config.NearConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Positions;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in this JVM: bounded by number and by bytes, each with a deadline. Without a remote tier it is
 * the authority.
 *
 * <p>It never blocks on I/O and never fails.
 */
public final class NearTier implements EntryStore {

    /*
     * The tier counts what happens to it: each change takes the next position, and leaves it as a stamp on what it covers,
     * the stripe of the key, the region, or the tier as a whole. Who is about to fetch a value takes the position first.
     * The value is stored only while no scope of its key has a later stamp, and as part of the region's epoch, taken before
     * the scopes were looked at, so that one that slips in during an invalidation of its region is outdated by it. This
     * is the same protocol as that of the remote tier, whose positions come from the tenant's log, and it needs no lock.
     *
     * A tag leaves its stamp with the region. An entry with tags remembers the position before it was fetched, and is
     * outdated by a later stamp of a tag: it is looked at by each read, so a fill and an invalidation need not wait for each other.
     *
     * An entry is outdated by the end of its epoch, so that invalidating a region costs the same whatever it holds, and a
     * read has to look at the entry alone. What is outdated or expired leaves when it is met, when the bounds ask for its
     * room, and in a sweep once as much was written as the tier holds. A region that nothing refers to is forgotten; made
     * again, it outdates all that was fetched before, for it can not know what it forgot. In an authority, that is what was fetched
     * before any region was invalidated last.
     *
     * A write to the remote tier is announced to this one before it starts and stored here when it ends, but only if no
     * other write of the key overlapped it: of two that did, this JVM can not tell which one Redis saw last.
     */

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Writes between two sweeps, at the least. */
    private static final int SWEEP = 1024;

    /** The heaviest that an entry may be for its number alone: Caffeine counts weights in an {@code int}. */
    private static final long LARGEST_SHARE = 1 << 30;

    /** What a tag takes beside its characters, its part of the epoch included. */
    private static final int TAG_OVERHEAD = 100;

    private final Room room;
    private final Cache<NearKey, NearEntry> entries;
    private final Cache<Tenant, NearRegion> regions =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
    private final KeyGuard guard = new KeyGuard();
    private final AtomicLong position = Positions.ofThisJvm();
    private final NearRegion whole;

    /** When a region was invalidated last, whether it is known still or not. */
    private final AtomicLong lastOfRegions;

    private final AtomicInteger unswept = new AtomicInteger();
    private final Lives lives;
    private final long staleNanos;
    private final boolean isServedInOutage;
    private final NearClock clock;
    private final Function<Tenant, Trust> trusts;
    private final Departures departures;

    /**
     * What a tier depends on.
     *
     * @param clock its time
     * @param trusts for how long what it holds of a tenant may be believed
     * @param departures is told of what leaves, where the tier is the authority
     */
    public record Surroundings(NearClock clock, Function<Tenant, Trust> trusts, Departures departures) {}

    /**
     * An empty tier.
     *
     * @param bounds its bounds
     * @param sizeOf the bytes, as estimated, of what is held: a {@link Payload#inMemory()}
     * @param lives of its entries
     */
    public NearTier(NearConfig bounds, ToLongFunction<Object> sizeOf, Lives lives, Surroundings surroundings) {
        this.lives = lives;
        this.isServedInOutage = bounds.servedInOutage();
        this.staleNanos = lives.staleMillis() * NANOS_PER_MILLI;
        this.clock = surroundings.clock();
        this.trusts = surroundings.trusts();
        this.departures = surroundings.departures();
        // It holds no entries of its own. What was invalidated before it was there nobody has counted.
        this.whole = new NearRegion(position, position.incrementAndGet(), Trust.ofAuthority());
        this.lastOfRegions = new AtomicLong(whole.floor());
        // One weight holds both bounds: an entry weighs its bytes, but at least its share of the bytes.
        long maxBytes = bounds.maxBytes() / LARGEST_SHARE < bounds.maxEntries()
                ? bounds.maxBytes()
                : bounds.maxEntries() * LARGEST_SHARE;
        long share = 1 + (maxBytes - 1) / bounds.maxEntries();
        this.room = new Room(
                new Shares(maxBytes, bounds.tenantShare()),
                new Weights(sizeOf, share),
                new Room.Life(this::isLive, this::evicted));
        this.entries = room.entries();
    }

    /** What entries take, and what they weigh: their bytes, but at least that share. */
    private record Weights(ToLongFunction<Object> sizeOf, long share) implements Room.Weigher {

        @Override
        public long bytes(Object held, List<String> tags) {
            long size = sizeOf.applyAsLong(held);
            for (String tag : tags) {
                size += TAG_OVERHEAD + 2L * tag.length();
            }
            return size;
        }

        @Override
        public long weight(long bytes) {
            return Math.min(Integer.MAX_VALUE, Math.max(share, bytes));
        }
    }

    /** The live value of the key, as {@link Payload#inMemory()} has it; or null. */
    public @Nullable Object get(Tenant tenant, Object key) {
        NearEntry entry = live(new NearKey(tenant, key));
        return entry == null ? null : entry.held();
    }

    /** {@link #get} for who would load: null too if the entry is to be loaded anew. */
    public @Nullable Object getUnlessDue(Tenant tenant, Object key) {
        NearEntry entry = live(new NearKey(tenant, key));
        return entry == null || !clock.isBefore(entry.deadline()) ? null : entry.held();
    }

    /** The position, to be taken before a value of the tenant is fetched. */
    public long position(Tenant tenant) {
        // Made now rather than after the value was fetched: a region distrusts what is older than itself.
        region(tenant);
        return position.get();
    }

    /** The tier's time, to be taken before an entry with what is left of its life is fetched or written. */
    public long nanoTime() {
        return clock.nanoTime();
    }

    /** Whether neither the key nor its region was invalidated after that position. */
    public boolean unchangedSince(Tenant tenant, Object key, long stamp) {
        return guard.unchangedSince(new NearKey(tenant, key), stamp)
                && unchangedSince(region(tenant), List.of(), stamp);
    }

    /** Whether none of the tags, nor the region, was invalidated after that position; true if there are no tags. */
    public boolean tagsUnchangedSince(Tenant tenant, List<String> tags, long stamp) {
        return tags.isEmpty() || unchangedSince(region(tenant), tags, stamp);
    }

    private boolean unchangedSince(NearRegion region, List<String> tags, long stamp) {
        return region.floor() <= stamp && whole.floor() <= stamp && region.unchangedSince(tags, stamp);
    }

    @Override
    public Lookup read(Tenant tenant, Object key) {
        Stamp stamp = new Stamp(position.get(), Stamp.NO_LEASE);
        NearEntry entry = live(new NearKey(tenant, key));
        return new Lookup(entry == null ? null : toEntry(entry), stamp);
    }

    @Override
    public Map<Object, Lookup> readToLoad(Tenant tenant, Collection<?> keys, long lease, @Nullable ReadPoint since) {
        Map<Object, Lookup> lookups = new HashMap<>();
        keys.forEach(key -> lookups.put(key, asOf(since, tenant, key, readToLoad(new NearKey(tenant, key)))));
        return lookups;
    }

    /** The look-up for who loads what may be as old as that. */
    private Lookup asOf(@Nullable ReadPoint since, Tenant tenant, Object key, Lookup lookup) {
        if (since == null) {
            return lookup;
        }
        return unchangedSince(tenant, key, since.position()) ? lookup.since(since.position()) : lookup.over();
    }

    /**
     * What is answered in the place of the remote tier.
     *
     * @param uncertain how many of the entries may have been outdated for longer than the coherence bound
     */
    public record InOutage(Map<Object, Lookup> lookups, int uncertain) {}

    /**
     * {@link #readAll} in the place of the remote tier, which does not answer: what may be outdated is told too, where it may be served.
     *
     * @param since as in {@link #readToLoad}
     */
    public InOutage readInOutage(Tenant tenant, Collection<?> keys, @Nullable ReadPoint since) {
        InOutage answer = readInOutage(tenant, keys);
        answer.lookups().replaceAll((key, lookup) -> asOf(since, tenant, key, lookup));
        return answer;
    }

    private InOutage readInOutage(Tenant tenant, Collection<?> keys) {
        if (!isServedInOutage) {
            return new InOutage(readAll(tenant, keys), 0);
        }
        boolean isAlone = isUncertain(tenant);
        int uncertain = 0;
        Map<Object, Lookup> lookups = new HashMap<>();
        for (Object key : keys) {
            Stamp stamp = new Stamp(position.get(), Stamp.NO_LEASE);
            NearEntry held = entries.getIfPresent(new NearKey(tenant, key));
            NearEntry entry = held != null && isLive(held) ? held : null;
            if (entry != null && (isAlone || !entry.epoch().isBelieved())) {
                uncertain++;
            }
            lookups.put(key, new Lookup(entry == null ? null : toEntry(entry), stamp));
        }
        return new InOutage(lookups, uncertain);
    }

    /** Whether what is served of the tenant may have been outdated for longer than the coherence bound. */
    public boolean isUncertain(Tenant tenant) {
        return isServedInOutage && region(tenant).trust().isAlone();
    }

    private Lookup readToLoad(NearKey key) {
        Stamp stamp = new Stamp(position.get(), Stamp.NO_LEASE);
        NearEntry entry = live(key);
        if (entry != null) {
            return new Lookup(toEntry(entry), null, stamp, 0, !clock.isBefore(entry.deadline()), Tier.NEAR);
        }
        NearEntry stale = staleNanos == 0 ? null : entries.getIfPresent(key);
        if (stale == null || !isKept(stale)) {
            return new Lookup(null, stamp);
        }
        long age = Math.max(0, (clock.nanoTime() - stale.end()) / NANOS_PER_MILLI);
        return new Lookup(null, new Lookup.Stale(toEntry(stale), age), stamp, 0, false, Tier.NEAR);
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
            NearKey key = new NearKey(tenant, write.key());
            // Met first, so that it is told of; what expires between the two calls is not.
            live(key);
            room.compute(key, region, stored(write), attempt);
            outcomes.add(attempt.outcome());
        }
        sweepAfter(writes.size());
        return outcomes;
    }

    @Override
    public Iterator<Keyed> scan(Tenant tenant) {
        return entries.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant) && isServed(entry.getValue()))
                .map(entry -> new Keyed(entry.getKey().key(), toEntry(entry.getValue())))
                .iterator();
    }

    /**
     * Keeps an entry that was read from the authority, unless its key, one of its tags or its region changed since.
     *
     * @param stamp the {@link #position(Tenant)} before it was read
     * @param asked the {@link #nanoTime()} before it was read
     */
    public void keep(Tenant tenant, Object key, Entry entry, long stamp, long asked) {
        NearRegion region = region(tenant);
        Payload payload = entry.payload();
        room.compute(new NearKey(tenant, key), region, payload, (nearKey, current) -> {
            NearEntry kept = toNear(entry, region, new Moment(stamp, asked));
            // While a write runs, what was read may be older than what another reader has seen already.
            return guard.unchangedSince(nearKey, stamp)
                            && unchangedSince(region, payload.tags(), stamp)
                            && !guard.isBeingWritten(nearKey)
                    ? kept
                    : current;
        });
        sweepAfter(1);
    }

    /**
     * What is held of the tenant was found right in that {@linkplain Trust#term() term}, unless it was doubted since.
     *
     * @param stamp the {@link #position(Tenant)} before that was asked
     */
    public void believe(Tenant tenant, int term, long stamp) {
        region(tenant).believe(whole.floor(), term, stamp);
    }

    /** Serves nothing that is held of the tenant until it is found right again, nor keeps what was fetched before. */
    public void doubt(Tenant tenant) {
        region(tenant).doubt(whole.floor());
    }

    /** Follows the authority, where the entry's life was changed. */
    public void expire(Tenant tenant, Object key, long ttlMillis, long asked) {
        NearRegion region = region(tenant);
        room.compute(
                new NearKey(tenant, key),
                region,
                null,
                (nearKey, current) -> current != null && isLive(current)
                        ? current.endingAt(deadlineAfter(region, lives.within(ttlMillis), asked))
                        : null);
    }

    /** Tells that a write of the key to the authority begins; {@link Announced#end} must follow. */
    public Announced announceWrite(Tenant tenant, Object key) {
        NearKey nearKey = new NearKey(tenant, key);
        // Known before the write, so that it is not made anew, and distrustful, after it.
        NearRegion region = region(tenant);
        long asked = clock.nanoTime();
        long stamp = position.incrementAndGet();
        guard.beginWrite(nearKey, stamp);
        NearEntry before = entries.asMap().remove(nearKey);
        boolean live = before != null && isServed(before);
        return new Announced(nearKey, region, new Moment(stamp, asked), live ? before : null);
    }

    /** Outdates one key. */
    public void invalidate(Tenant tenant, Object key) {
        NearKey nearKey = new NearKey(tenant, key);
        guard.changed(nearKey, position.incrementAndGet());
        entries.invalidate(nearKey);
    }

    /** Outdates the entries of the tenant that bear the tag. */
    public void invalidateTag(Tenant tenant, String tag) {
        change(tenant, region -> region.tagChanged(tag));
    }

    /** Outdates all entries of the tenant. */
    public void invalidate(Tenant tenant) {
        change(tenant, NearRegion::invalidate);
    }

    /** Invalidates the region, which may be forgotten only after that is remembered. */
    private void change(Tenant tenant, Consumer<NearRegion> change) {
        NearRegion region = region(tenant);
        try {
            change.accept(region);
            lastOfRegions.accumulateAndGet(position.get(), Math::max);
        } finally {
            Reference.reachabilityFence(region);
        }
    }

    /** Outdates all entries of all tenants. */
    public void invalidateAll() {
        whole.invalidate();
    }

    /** Lets go of all entries. */
    public void clear() {
        invalidateAll();
        entries.invalidateAll();
    }

    /** How many entries there are; those that are dead and not yet away are among them. */
    public long size() {
        return entries.estimatedSize();
    }

    /** The bytes, as estimated, that they take. */
    public long bytes() {
        return room.bytes();
    }

    /** The map beneath, for {@code unwrap}: a Caffeine cache whose keys and values are internal. */
    public Object delegate() {
        return entries;
    }

    private static @Nullable Payload stored(Write write) {
        return write.effect() instanceof Write.Store store ? store.payload() : null;
    }

    private NearRegion region(Tenant tenant) {
        NearRegion region = regions.getIfPresent(tenant);
        return region != null ? region : regions.get(tenant, this::newRegion);
    }

    /** Who hears of the others' changes may have missed some; nobody tells an authority of any. */
    private NearRegion newRegion(Tenant tenant) {
        long floor = lives.isAuthority() ? lastOfRegions.get() : position.get();
        return new NearRegion(position, floor, trusts.apply(tenant));
    }

    private @Nullable NearEntry live(NearKey key) {
        NearEntry entry = entries.getIfPresent(key);
        if (entry == null || isServed(entry)) {
            return entry;
        }
        if (!isKept(entry)) {
            depart(key, entry);
        }
        return null;
    }

    /** Whether it is live and believed: one that is not may be again. */
    private boolean isServed(NearEntry entry) {
        return entry.epoch().isBelieved() && isLive(entry);
    }

    private boolean isLive(NearEntry entry) {
        return isCurrent(entry) && (clock.isBefore(entry.deadline()) || clock.isBefore(entry.end()));
    }

    /** Whether its life is over, but not the time for which it is of use to who would load. */
    private boolean isKept(NearEntry entry) {
        return isCurrent(entry) && clock.isBefore(after(entry.end(), staleNanos));
    }

    private boolean isCurrent(NearEntry entry) {
        return entry.epoch().isCurrent(whole.floor());
    }

    private void depart(NearKey key, NearEntry entry) {
        if (isCurrent(entry)) {
            departures.expired(
                    key.tenant(), key.key(), entry.payload(), () -> leaves(key, entry, EvictionCause.EXPIRED));
        } else {
            leaves(key, entry, EvictionCause.OUTDATED);
        }
    }

    private boolean leaves(NearKey key, NearEntry entry, EvictionCause cause) {
        boolean left = entries.asMap().remove(key, entry);
        if (left) {
            departures.left(cause);
        }
        return left;
    }

    private void evicted(NearEntry entry) {
        departures.left(
                isLive(entry) ? EvictionCause.SIZE : isCurrent(entry) ? EvictionCause.EXPIRED : EvictionCause.OUTDATED);
    }

    /** Without bounds nothing would ask for the room of the dead: so they go once for as many writes as there are entries. */
    private void sweepAfter(int writes) {
        int before = unswept.getAndAdd(writes);
        if (before + writes > SWEEP
                && before + writes > entries.estimatedSize()
                && unswept.compareAndSet(before + writes, 0)) {
            entries.asMap().forEach((key, entry) -> {
                if (!isKept(entry)) {
                    depart(key, entry);
                }
            });
        }
    }

    /** To be made before the scopes are looked at: it takes the epoch. */
    private NearEntry toNear(Entry entry, NearRegion region, Moment fetched) {
        Epoch epoch = withTags(region.epoch(whole.floor()), entry.payload(), fetched.stamp());
        int version = (int) position.incrementAndGet();
        return new NearEntry(
                entry.payload().inMemory(),
                epoch,
                version,
                deadlineAfter(region, lives.untilDue(entry), fetched.asked()));
    }

    private static Epoch withTags(Epoch ofRegion, Payload payload, long stamp) {
        List<String> tags = payload.tags();
        return tags.isEmpty() ? ofRegion : new TaggedEpoch(ofRegion, tags, stamp);
    }

    /** No later than the authority's own, which counts whole milliseconds from a moment that may be one before. */
    private long deadlineAfter(NearRegion region, long ttlMillis, long asked) {
        return deadline(region, ttlMillis - 1, asked);
    }

    private long deadline(NearRegion region, long ttlMillis, long asked) {
        long life = ttlMillis > NearClock.NEVER / NANOS_PER_MILLI ? NearClock.NEVER : ttlMillis * NANOS_PER_MILLI;
        return after(
                asked, isServedInOutage ? life : Math.min(life, region.trust().longestNanos()));
    }

    private static long after(long moment, long nanos) {
        return nanos > NearClock.NEVER - moment ? NearClock.NEVER : moment + nanos;
    }

    private Entry toEntry(NearEntry entry) {
        return new Entry(entry.payload(), entry.version(), millisLeft(entry));
    }

    private long millisLeft(NearEntry entry) {
        return entry.end() == NearClock.NEVER
                ? Entry.ETERNAL
                : Math.max(1, (entry.end() - clock.nanoTime()) / NANOS_PER_MILLI);
    }

    /** When something began: by position, and by the tier's clock. */
    private record Moment(long stamp, long asked) {}

    /** A write to the authority that this tier was told of. */
    public final class Announced {

        private final NearKey key;
        private final NearRegion region;
        private final Moment begun;
        private final @Nullable NearEntry before;

        private Announced(NearKey key, NearRegion region, Moment begun, @Nullable NearEntry before) {
            this.key = key;
            this.region = region;
            this.begun = begun;
            this.before = before;
        }

        /** What this tier held before, as {@link Payload#inMemory()} has it; or null. */
        public @Nullable Object before() {
            return before == null ? null : before.held();
        }

        /**
         * The write ended.
         *
         * @param written the entry that the authority now holds; null if it holds none, or what it holds is not known
         */
        public void end(@Nullable Entry written) {
            Payload stored = written == null ? null : written.payload();
            end(stored, () -> written == null ? null : toNear(written, region, begun));
        }

        /** The write ended, and the authority holds what it held before. */
        public void endUnchanged() {
            end(before == null ? null : before.payload(), () -> before);
        }

        private void end(@Nullable Payload stored, Supplier<@Nullable NearEntry> outcome) {
            room.compute(key, region, stored, (nearKey, current) -> {
                NearEntry kept = outcome.get();
                boolean undisturbed = guard.endWrite(nearKey);
                boolean last = undisturbed && region.floor() <= begun.stamp() && whole.floor() <= begun.stamp();
                // What was fetched while the write ran may be older than it, wherever it is by now.
                guard.changedByWriter(nearKey, position.incrementAndGet());
                return last ? kept : null;
            });
            sweepAfter(1);
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
            long stamp = position.incrementAndGet();
            Epoch epoch;
            do {
                // Before the scopes are looked at, as in toNear; and again, if what was live has ended with it.
                epoch = region.believedEpoch(whole.floor(), !isServedInOutage);
                before = current != null && isServed(current) ? current : null;
            } while (!epoch.isCurrent(whole.floor()) && whole.floor() != Long.MAX_VALUE);
            applied = holds(key, before);
            if (!applied) {
                return current != null && isKept(current) ? current : null;
            }
            if (!write.expected().isFill()) {
                guard.changed(key, stamp);
            }
            if (write.effect() instanceof Write.Store store) {
                // What was loaded is as old as the position before.
                long since =
                        write.expected().isFill() ? write.expected().stamp().near() : stamp;
                return entryOf(store, withTags(epoch, store.payload(), since), (int) stamp);
            }
            return before != null && write.effect() instanceof Write.Expire expire
                    ? before.endingAt(deadline(region, lives.within(expire.ttlMillis()), clock.nanoTime()))
                    : null;
        }

        private NearEntry entryOf(Write.Store store, Epoch epoch, int version) {
            Object held = store.payload().inMemory();
            if (before != null && store.updatedMillis() == Entry.UNCHANGED) {
                return new NearEntry(held, epoch, version, before.end());
            }
            Entry entry = store.after(before == null ? Outcome.NONE : 0);
            long now = clock.nanoTime();
            long due = deadline(region, lives.untilDue(entry), now);
            long end = deadline(region, lives.within(entry.ttlMillis()), now);
            return lives.isAuthority() && due < end
                    ? new AgingEntry(held, epoch, version, due, end)
                    : new NearEntry(held, epoch, version, due);
        }

        private boolean holds(NearKey key, @Nullable NearEntry live) {
            return switch (write.expected().kind()) {
                case ANY -> true;
                case ABSENT -> live == null;
                case PRESENT -> live != null;
                case REVISION ->
                    live != null && live.version() == write.expected().revision();
                case UNCHANGED_SINCE ->
                    live == null && unchangedSince(key, write.expected().stamp().near());
                case REFRESHES -> unchangedSince(key, write.expected().stamp().near());
            };
        }

        private boolean unchangedSince(NearKey key, long since) {
            Payload loaded = stored(write);
            List<String> tags = loaded == null ? List.of() : loaded.tags();
            return guard.unchangedSince(key, since) && NearTier.this.unchangedSince(region, tags, since);
        }

        Outcome outcome() {
            boolean asked = write.answer() == Write.Answer.PREVIOUS;
            return new Outcome(
                    applied,
                    before == null ? Outcome.NONE : millisLeft(before),
                    asked && before != null ? toEntry(before) : null);
        }
    }
}
