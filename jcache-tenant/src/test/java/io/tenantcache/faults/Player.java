package io.tenantcache.faults;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.faults.Event.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;

/*
 * Who writes the source and then puts the value must not be overtaken by another who does the same, or the cache would be
 * left with the older value: no cache can know. So each key has one player that bumps and puts it, among all nodes; everyone
 * invalidates it.
 */
/** One thread of a node that works with the caches at random, and records what it sees. */
final class Player implements Runnable {

    private static final int BULK = 4;
    /** One in so many reads is of the hot key. */
    private static final int HOT_READS = 3;
    /** One in so many operations of the player whose key is hot changes it. */
    private static final int HOT_CHANGES = 4;

    private static final int REQUESTS_OF_ONE_CHANGE = 20;

    private static final long LONGEST_BACKGROUND_LOAD_SECONDS = 30;

    private final Seat seat;
    private final TenantCacheManager manager;
    private final SourceClient source;
    private final Recorder recorder;
    private final Random random;
    private final List<String> keys;
    private volatile boolean stopped;

    /**
     * Which of all players one is.
     *
     * @param node its node
     * @param number its number among all players of all nodes
     * @param players their number
     */
    record Seat(int node, int number, int players, Workload workload, long seed) {}

    Player(Seat seat, TenantCacheManager manager, SourceClient source, Recorder recorder) {
        this.seat = seat;
        this.manager = manager;
        this.source = source;
        this.recorder = recorder;
        this.random = new Random(seat.seed() + seat.number());
        this.keys = seat.workload().allKeys();
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        Workload workload = seat.workload();
        while (!stopped) {
            Slot hot = workload.hot(seat.seed());
            int dice = random.nextInt(Workload.TEN_THOUSAND);
            if (dice % HOT_CHANGES == 0 && isMine(hot)) {
                change(hot);
            } else if (dice < workload.wide()) {
                invalidateWidely();
            } else if (dice < workload.wide() + workload.changes()) {
                changeAny();
            } else if (dice % 20 == 0) {
                readInBulk();
            } else if (dice % 100 == 1) {
                loadAll();
            } else {
                read(random.nextInt(HOT_READS) == 0 ? hot : anySlot());
            }
            LockSupport.parkNanos((long) (random.nextDouble() * workload.pause().toNanos()));
        }
    }

    /** What an application does: it reads, and once in a while it changes something in the source and says so. */
    void request() {
        Slot slot = anySlot();
        if (random.nextInt(REQUESTS_OF_ONE_CHANGE) == 0) {
            source.bump(slot);
            invalidate(slot, Invalidation.ofKey(slot.cache(), slot.key()));
        } else {
            read(slot);
        }
    }

    /** Reads each key of each cache of each tenant. */
    void readEverything() {
        for (String tenant : Workload.TENANTS) {
            for (String cache : Workload.CACHES) {
                keys.forEach(key -> read(new Slot(tenant, cache, key)));
            }
        }
    }

    private void read(Slot slot) {
        record(Kind.READ, slot, () -> {
            TenantCache<String, String> cache = manager.getOrCreateCache(slot.cache());
            return random.nextBoolean()
                    ? cache.get(slot.key())
                    : cache.getOrLoad(slot.key(), key -> source.read(slot), value -> options(slot));
        });
    }

    private static EntryOptions options(Slot slot) {
        return slot.cache().equals(Workload.TAGGED) ? EntryOptions.tagged(slot.tag()) : EntryOptions.none();
    }

    private void readInBulk() {
        Slot first = anySlot();
        Set<String> some = someKeys();
        long begin = System.nanoTime();
        Map<String, String> values = as(
                first,
                () -> manager.<String, String>getOrCreateCache(first.cache()).getAll(some));
        if (values != null) {
            some.forEach(key -> recorder.record(
                    Kind.READ_IN_BULK,
                    seat.node(),
                    new Slot(first.tenant(), first.cache(), key),
                    begin,
                    values.getOrDefault(key, Event.NOTHING)));
        }
    }

    private void loadAll() {
        Slot first = anySlot();
        if (first.cache().equals(Workload.TAGGED)) {
            return;
        }
        record(Kind.LOAD_ALL, Slot.ofCache(first.tenant(), first.cache()), () -> {
            boolean replacing = random.nextBoolean();
            CompletionListenerFuture done = new CompletionListenerFuture();
            manager.getOrCreateCache(first.cache()).loadAll(someKeys(), replacing, done);
            done.get(LONGEST_BACKGROUND_LOAD_SECONDS, TimeUnit.SECONDS);
            return replacing ? Event.REPLACING : null;
        });
    }

    private void changeAny() {
        Slot slot = anySlot();
        int own = seat.number() + seat.players() * random.nextInt(1 + (keys.size() - 1) / seat.players());
        if (own < keys.size() && random.nextBoolean()) {
            change(new Slot(slot.tenant(), slot.cache(), keys.get(own)));
        } else if (isMine(slot)) {
            change(slot);
        } else {
            invalidate(slot, Invalidation.ofKey(slot.cache(), slot.key()));
        }
    }

    private boolean isMine(Slot slot) {
        return keys.indexOf(slot.key()) % seat.players() == seat.number();
    }

    private void change(Slot mine) {
        String value = source.bump(mine);
        switch (random.nextInt(5)) {
            case 0, 1 ->
                record(Kind.PUT, mine, () -> {
                    manager.getOrCreateCache(mine.cache()).put(mine.key(), value, options(mine));
                    return null;
                });
            case 2 ->
                record(Kind.REMOVE, mine, () -> {
                    manager.getOrCreateCache(mine.cache()).remove(mine.key());
                    return null;
                });
            case 3 -> invalidate(mine, Invalidation.ofKey(mine.cache(), mine.key()));
            default -> invalidateTag(mine);
        }
    }

    private void invalidateWidely() {
        Slot slot = anySlot();
        if (random.nextInt(3) == 0) {
            invalidate(
                    Slot.ofTenant(slot.tenant()),
                    random.nextBoolean() ? Invalidation.ofTenant() : Invalidation.ofCaches(Workload.CACHES));
        } else {
            invalidate(Slot.ofCache(slot.tenant(), slot.cache()), Invalidation.ofCaches(List.of(slot.cache())));
        }
    }

    /** The key's tag, or the key itself where there are none. */
    private void invalidateTag(Slot slot) {
        if (slot.cache().equals(Workload.TAGGED)) {
            invalidate(
                    Slot.ofTag(slot.tenant(), slot.cache(), slot.tag()), Invalidation.ofTag(slot.cache(), slot.tag()));
        } else {
            invalidate(slot, Invalidation.ofKey(slot.cache(), slot.key()));
        }
    }

    private void invalidate(Slot slot, Invalidation invalidation) {
        record(Kind.INVALIDATE, slot, () -> {
            manager.invalidate(invalidation);
            return null;
        });
    }

    private void record(Kind kind, Slot slot, Callable<@Nullable Object> operation) {
        long begin = System.nanoTime();
        try {
            Object answer = TenantContext.call(Tenant.of(slot.tenant()), operation);
            recorder.record(kind, seat.node(), slot, begin, answer == null ? Event.NOTHING : answer.toString());
        } catch (Exception e) {
            recorder.record(
                    Kind.THREW,
                    seat.node(),
                    slot,
                    begin,
                    kind + " " + e.getClass().getName());
        }
    }

    private <T> @Nullable T as(Slot slot, Callable<T> operation) {
        long begin = System.nanoTime();
        try {
            return TenantContext.call(Tenant.of(slot.tenant()), operation);
        } catch (Exception e) {
            recorder.record(
                    Kind.THREW, seat.node(), slot, begin, "bulk " + e.getClass().getName());
            return null;
        }
    }

    private Slot anySlot() {
        return new Slot(
                Workload.any(Workload.TENANTS, random),
                Workload.any(Workload.CACHES, random),
                Workload.any(keys, random));
    }

    private Set<String> someKeys() {
        Set<String> some = new HashSet<>();
        for (int i = 0; i < BULK; i++) {
            some.add(Workload.any(keys, random));
        }
        return some;
    }
}
