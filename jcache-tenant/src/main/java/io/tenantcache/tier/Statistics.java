package io.tenantcache.tier;

import io.tenantcache.CacheFailure;
import io.tenantcache.EvictionCause;
import io.tenantcache.InvalidationOrigin;
import io.tenantcache.InvalidationReach;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one cache does in this JVM. Each thing is counted once: for its tenant, or for all that are not told apart. Thread safe. */
public final class Statistics {

    /*
     * A hit that memory answers costs an addition to a striped counter. The time that it takes is looked at only where the
     * beans of JSR-107 ask for it: reading the clock costs more than the hit.
     */

    private final boolean isMeasured;
    private final TrackedTenants tracked;
    private final Counters others = new Counters();
    private final Map<Tenant, Counters> byTenant = new ConcurrentHashMap<>();
    private final Map<CacheFailure, LongAdder> failures = Counters.ofEach(CacheFailure.class);
    private final Map<EvictionCause, LongAdder> evictions = Counters.ofEach(EvictionCause.class);
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();
    private final Histogram reads = new Histogram(System::nanoTime);
    private final Histogram writes = new Histogram(System::nanoTime);
    private volatile boolean timed;
    private volatile boolean counted;
    private volatile @Nullable BiConsumer<Tenant, Counters> newcomers;

    /**
     * Of nothing yet.
     *
     * @param isMeasured whether it counts for others than the beans of JSR-107
     * @param tracked the tenants that are told apart
     */
    public Statistics(boolean isMeasured, TrackedTenants tracked) {
        this.isMeasured = isMeasured;
        this.counted = isMeasured;
        this.tracked = tracked;
    }

    /** Starts or stops to count for the beans of JSR-107, and to measure how long operations take. */
    void forBeans(boolean enable) {
        counted = enable || isMeasured;
        timed = enable;
    }

    /** Has the consumer told of each tenant that is tracked from now on. */
    void tellOfNewcomers(BiConsumer<Tenant, Counters> consumer) {
        newcomers = consumer;
    }

    private Counters of(Tenant tenant) {
        if (tracked.isOff()) {
            return others;
        }
        Counters known = byTenant.get(tenant);
        return known != null ? known : unknown(tenant);
    }

    private Counters unknown(Tenant tenant) {
        if (!tracked.admits(tenant)) {
            return others;
        }
        Counters made = new Counters();
        Counters other = byTenant.putIfAbsent(tenant, made);
        if (other != null) {
            return other;
        }
        BiConsumer<Tenant, Counters> consumer = newcomers;
        if (consumer != null) {
            consumer.accept(tenant, made);
        }
        return made;
    }

    /** The moment at which an operation starts. */
    long start() {
        return timed ? System.nanoTime() : 0;
    }

    /** The start of one of so many equal shares of the time since then. */
    long share(long start, int shares) {
        if (!timed || shares == 0) {
            return start;
        }
        long now = System.nanoTime();
        return now - (now - start) / shares;
    }

    private void took(LongAdder nanos, long start) {
        if (timed && start != 0) {
            nanos.add(System.nanoTime() - start);
        }
    }

    /** That tier had what an operation looked up that started then. */
    void hit(Tenant tenant, Tier tier, long start) {
        if (counted) {
            of(tenant).hits(tier).increment();
            took(getNanos, start);
        }
    }

    /** An operation that started then did not find what it looked up. */
    void missed(Tenant tenant, long start) {
        if (counted) {
            of(tenant).misses.increment();
            took(getNanos, start);
        }
    }

    /** What a bulk operation that started then looked up. */
    void lookedUp(Tenant tenant, Found found, long start) {
        if (counted) {
            Counters counters = of(tenant);
            counters.nearHits.add(found.near());
            counters.remoteHits.add(found.remote());
            counters.misses.add(found.missing());
            took(getNanos, start);
        }
    }

    /** How many keys each tier had, and how many none had. */
    record Found(long near, long remote, long missing) {}

    /** So many values were served that are stale, or may be. */
    void servedStale(Tenant tenant, long values) {
        if (counted) {
            of(tenant).staleServed.add(values);
        }
    }

    void put(Tenant tenant, long start) {
        if (counted) {
            of(tenant).puts.increment();
            took(putNanos, start);
        }
    }

    void removed(Tenant tenant, long start) {
        if (counted) {
            of(tenant).removals.increment();
            took(removeNanos, start);
        }
    }

    /** A call of the source that began then has ended. */
    void loaded(Tenant tenant, long startNanos, boolean failed) {
        if (counted) {
            Counters counters = of(tenant);
            counters.loads.endedSince(startNanos);
            if (failed) {
                counters.loadFailures.increment();
            }
        }
    }

    void invalidated(Tenant tenant, InvalidationReach reach, InvalidationOrigin origin) {
        if (counted) {
            of(tenant).invalidations(reach, origin).increment();
        }
    }

    /** A caller was spared that failure. */
    public void failed(CacheFailure failure) {
        if (counted) {
            Counters.of(failure, failures).increment();
        }
    }

    void left(EvictionCause cause) {
        if (counted) {
            Counters.of(cause, evictions).increment();
        }
    }

    /** The remote tier answered a read that began then. */
    void readSince(long startNanos) {
        if (counted) {
            reads.endedSince(startNanos);
        }
    }

    /** The remote tier answered a write that began then. */
    void wroteSince(long startNanos) {
        if (counted) {
            writes.endedSince(startNanos);
        }
    }

    Collection<Counters> all() {
        if (tracked.isOff()) {
            return List.of(others);
        }
        List<Counters> all = new ArrayList<>(byTenant.values());
        all.add(others);
        return all;
    }

    Counters others() {
        return others;
    }

    Map<Tenant, Counters> byTenant() {
        return byTenant;
    }

    long failures(CacheFailure failure) {
        return Counters.of(failure, failures).sum();
    }

    long evictions(EvictionCause cause) {
        return Counters.of(cause, evictions).sum();
    }

    Histogram reads() {
        return reads;
    }

    Histogram writes() {
        return writes;
    }

    long getNanos() {
        return getNanos.sum();
    }

    long putNanos() {
        return putNanos.sum();
    }

    long removeNanos() {
        return removeNanos.sum();
    }
}
