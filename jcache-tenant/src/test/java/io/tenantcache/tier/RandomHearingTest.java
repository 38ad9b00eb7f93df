package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Invalidation;
import io.tenantcache.ReadFence;
import io.tenantcache.Tenant;
import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.ValueCodec;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.Codec;
import io.tenantcache.config.NearConfig;
import io.tenantcache.config.OutageConfig;
import io.tenantcache.config.Tenancy;
import io.tenantcache.near.Departures;
import io.tenantcache.near.Lives;
import io.tenantcache.near.NearClock;
import io.tenantcache.near.NearTier;
import io.tenantcache.store.Change;
import io.tenantcache.store.Deadline;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.LogPosition;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.RemoteEntries;
import io.tenantcache.store.RemoteListener;
import io.tenantcache.store.RemoteStore;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a node keeps in memory of a tenant whose entries others change, while messages are late or lost, subscriptions break, and the log
 * is trimmed or lost, at random and in between its steps. The log is a model: Redis itself would order it all too well.
 */
class RandomHearingTest {

    private static final ScheduledExecutorService UNUSED = new ScheduledThreadPoolExecutor(0);
    private static final Tenant ACME = Tenant.of("acme");
    private static final CacheConfig DEFAULTS = CacheConfig.defaults(Tenancy.PER_TENANT);

    private static final OutageConfig OUTAGE =
            new OutageConfig(Duration.ofSeconds(1), null, Duration.ofSeconds(30), null);

    private static final int RUNS = 5_000;
    private static final int STEPS = 60;
    private static final int KEYS = 3;

    /** What all keys but the last bear. */
    private static final String TAG = "t";

    /** The tenant's. */
    private static final int LANE = 1;

    private static final int REGION = -1;
    private static final int TAGGED = -2;
    private static final int EVERYTHING = -3;

    /** How often memory answered, and how often it could not: neither must be never. */
    private long served;

    private long asked;

    @Test
    void heldEntries_areCurrentOnceAllWasHeard() {
        long seed = Long.getLong("tenantcache.test.seed", System.nanoTime());
        for (int run = 0; run < RUNS; run++) {
            new World(seed + run).run();
        }
        assertThat(served).isGreaterThan(RUNS);
        assertThat(asked).isGreaterThan(RUNS);
    }

    /** Nothing else is held of the tenant then, so that nothing remembers the subscription in which the fill was sent. */
    @Test
    void fill_answeredInALaterSubscription_isNotBelieved() {
        new World(1).fillAndAnswerLate();
    }

    /** The remote tier as a log, and one node. */
    private final class World implements RemoteStore, RemoteEntries {

        private final long seed;
        private final Random random;
        private final Statistics statistics = new Statistics(true, new TrackedTenants(0));
        private final Payloads payloads = new Payloads(
                "c",
                ValueCodec.of(Codec.KRYO, AllowList.of(List.of(), List.of()), World.class.getClassLoader()),
                Payloads.Storage.BY_VALUE,
                true,
                statistics);
        private final NearTiers nearTiers = new NearTiers();
        private final AtomicLong clock = new AtomicLong(1);
        private final Coherence coherence;
        private final NearTier near;
        private final TieredStore store;

        private final Map<Integer, Long> versions = new HashMap<>();
        private final List<Change> log = new ArrayList<>();
        private final Queue<Change> messages = new ArrayDeque<>();
        private long generation = 1;
        private long position = 10;
        private boolean subscribed;

        /** Whether a beat was heard in the present subscription: until then, what was believed before is. */
        private boolean isTrusted;

        private int depth;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            RemoteGate gate = new RemoteGate(this, OUTAGE, clock::get);
            coherence = new Coherence(new Coherence.Ways(this, gate), nearTiers, Duration.ofSeconds(2), clock::get);
            near = new NearTier(
                    new NearConfig(100, 1 << 20, Duration.ofHours(1)),
                    held -> 1,
                    Lives.upTo(Entry.ETERNAL),
                    new NearTier.Surroundings(NearClock.precise(clock::get), coherence::trust, Departures.UNHEARD));
            store = new TieredStore("c", near, this, new TieredStore.Remote(gate, coherence), payloads);
            var behaviour = new CacheTiers.Behaviour(
                    payloads,
                    new Expiration(
                            "c", new javax.cache.expiry.EternalExpiryPolicy(), Entry.ETERNAL, DEFAULTS.freshness()),
                    Source.NONE,
                    new Unheard(),
                    statistics,
                    new CacheTiers.LoadPolicy(
                            DEFAULTS.load(),
                            DEFAULTS.freshness().stale(),
                            Runnable::run,
                            UNUSED,
                            Runnable::run,
                            ReadFence.NONE));
            LoadPath loads = new CacheTiers("c", near, store, behaviour, new KeyLocks()).loads();
            nearTiers.register("c", new NearTiers.Held(near, loads, statistics, Tenancy.PER_TENANT));
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            if (!subscribed) {
                resubscribe();
            }
            while (!messages.isEmpty()) {
                hear(messages.remove());
            }
            for (int audit = 0; audit < 2; audit++) {
                depth = 9;
                coherence.beat();
            }
            // All was heard in this subscription: what is served now must be right.
            for (int round = 0; round < 2; round++) {
                for (int key = 0; key < KEYS; key++) {
                    assertCurrent(key);
                    depth = 9;
                    store.read(ACME, key);
                    assertCurrent(key);
                }
            }
        }

        void fillAndAnswerLate() {
            depth = 9;
            resubscribe();
            coherence.beat();
            Stamp stamp = new Stamp(near.position(ACME), 1);
            Write.Store loaded = Write.Store.of(payloads.toPayload(version(0)), 0, Entry.ETERNAL);
            store.write(ACME, List.of(new Write(0, Expectation.unchangedSince(stamp), loaded, Write.Answer.EXISTENCE)));
            assertCurrent(0);
        }

        private void assertCurrent(int key) {
            Object held = near.get(ACME, key);
            if (held == null) {
                asked++;
            } else {
                served++;
                assertThat(payloads.open(held)).as("seed %d, key %d", seed, key).isEqualTo(version(key));
            }
        }

        private long version(int key) {
            return versions.getOrDefault(key, 0L);
        }

        private void step() {
            clock.incrementAndGet();
            switch (random.nextInt(17)) {
                case 0, 1, 2 -> change(random.nextInt(KEYS));
                case 3 -> change(REGION);
                case 13 -> change(random.nextInt(3) == 0 ? EVERYTHING : TAGGED);
                case 4, 5, 6 -> {
                    if (!messages.isEmpty()) {
                        hear(messages.remove());
                    }
                }
                case 7 -> {
                    if (subscribed && random.nextBoolean()) {
                        subscribed = false;
                        isTrusted = false;
                        messages.clear();
                    }
                }
                case 8 -> {
                    if (!subscribed) {
                        resubscribe();
                    }
                }
                case 9 -> {
                    if (random.nextInt(4) == 0) {
                        log.subList(0, random.nextInt(log.size() + 1)).clear();
                    }
                }
                case 11 -> {
                    if (random.nextInt(4) == 0) {
                        // A bus may lose one without a break.
                        messages.poll();
                    }
                }
                case 12 -> coherence.beat();
                case 10 -> {
                    if (random.nextInt(6) == 0) {
                        loseAll();
                    }
                }
                default -> {
                    if (depth < 3) {
                        depth++;
                        store.read(ACME, random.nextInt(KEYS));
                        depth--;
                    }
                }
            }
        }

        private void hear(Change change) {
            coherence.changed(change);
            if (isTrusted && change.at().equals(new LogPosition(generation, position))) {
                // The last there is: what went before it was heard, or is missed by now.
                for (int key = 0; key < KEYS; key++) {
                    assertCurrent(key);
                }
            }
        }

        private void change(int key) {
            long before = position;
            position += 1 + random.nextInt(3);
            Invalidation.Scope scope = switch (key) {
                case REGION -> new Invalidation.Cache("c");
                case TAGGED -> new Invalidation.Tag("c", TAG);
                case EVERYTHING -> new Invalidation.Everything();
                default -> new Invalidation.Key("c", key);
            };
            for (int changed = 0; changed < KEYS; changed++) {
                if (key == changed || (key == TAGGED ? isTagged(changed) : key < 0)) {
                    versions.put(changed, position + 1_000_000 * generation);
                }
            }
            Change change = new Change(ACME, new LogPosition(generation, position), before, List.of(scope), false);
            log.add(change);
            if (subscribed) {
                messages.add(change);
            }
        }

        private boolean isTagged(int key) {
            return key < KEYS - 1;
        }

        private void loseAll() {
            generation++;
            position = random.nextInt(20);
            log.clear();
            for (int key = 0; key < KEYS; key++) {
                versions.put(key, 1_000_000 * generation);
            }
            // Nobody tells of it: the next change does, or the next answer.
            change(random.nextInt(KEYS));
        }

        private void resubscribe() {
            subscribed = true;
            isTrusted = false;
            messages.clear();
            if (random.nextBoolean()) {
                coherence.subscribed();
            } else {
                coherence.subscribed(LANE);
            }
        }

        @Override
        public Deadline readDeadline() {
            return Deadline.in(Duration.ofHours(1));
        }

        @Override
        public Found readToLoad(Tenant tenant, Collection<?> keys, long lease, boolean tellsQuiet, Deadline deadline) {
            return read(tenant, keys, deadline);
        }

        @Override
        public Found read(Tenant tenant, Collection<?> keys, Deadline deadline) {
            Map<Object, Lookup> lookups = new HashMap<>();
            for (Object key : keys) {
                Payload payload = payloads.toPayload(version((Integer) key));
                // As it comes from the wire: bytes alone.
                Payload bytes = Payload.copied(payload.requireEncoded())
                        .withTags(isTagged((Integer) key) ? List.of(TAG) : List.of());
                Entry entry = new Entry(bytes, 1, Entry.ETERNAL);
                lookups.put(key, new Lookup(entry, new Stamp(0, Stamp.NO_LEASE)));
            }
            Found found = new Found(new LogPosition(generation, position), 0, lookups);
            meanwhile(3);
            return found;
        }

        private void meanwhile(int mostSteps) {
            if (depth < 3) {
                for (int i = random.nextInt(mostSteps + 1); i > 0; i--) {
                    step();
                }
            }
        }

        @Override
        public Changes changesAfter(Tenant tenant, long after) {
            List<Change> known = log.stream()
                    .filter(change -> change.at().position() > after)
                    .toList();
            Changes changes = new Changes(new LogPosition(generation, position), known);
            // Enough for another change to be missed, and that to be found.
            meanwhile(12);
            return changes;
        }

        @Override
        public void positions(Collection<Tenant> tenants, BiConsumer<Tenant, LogPosition> answer) {
            LogPosition at = new LogPosition(generation, position);
            meanwhile(3);
            tenants.forEach(tenant -> answer.accept(tenant, at));
        }

        @Override
        public void beat(long sentAt) {
            // That others are heard says nothing of this one.
            coherence.beat(1 - LANE, sentAt);
            if (subscribed) {
                coherence.beat(LANE, sentAt);
                isTrusted = true;
            }
        }

        @Override
        public int lanes() {
            return 2;
        }

        @Override
        public int laneOf(Tenant tenant) {
            return LANE;
        }

        @Override
        public void subscribe(RemoteListener listener) {}

        @Override
        public void invalidate(Tenant tenant, List<Invalidation.Scope> scopes) {}

        @Override
        public Written write(Tenant tenant, long generation, List<Write> writes) {
            Written written = new Written(
                    new LogPosition(this.generation, position),
                    writes.stream()
                            .map(write -> new Outcome(true, Outcome.NONE, null))
                            .toList());
            // Carried out, and not answered yet.
            subscribed = false;
            change(0);
            resubscribe();
            coherence.beat();
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            return written;
        }

        @Override
        public void renew(Tenant tenant, Collection<?> keys, long lease) {}

        @Override
        public void release(Tenant tenant, Collection<?> keys, long lease) {}

        @Override
        public Iterator<Keyed> scan(Tenant tenant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static final class Unheard implements EntryEvents {
        @Override
        public boolean isHeard() {
            return false;
        }

        @Override
        public void created(Tenant tenant, Object key, Object value) {}

        @Override
        public void updated(Tenant tenant, Object key, Object value, @Nullable Object previous) {}

        @Override
        public void removed(Tenant tenant, Object key, Object previous) {}

        @Override
        public void expired(Tenant tenant, Object key, Object previous) {}
    }
}
