package io.tenantcache.tier;

import io.tenantcache.ReadFence;
import io.tenantcache.config.LoadConfig;
import io.tenantcache.config.StaleConfig;
import io.tenantcache.near.NearTier;
import io.tenantcache.store.EntryStore;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The tiers of one cache, and the paths through them. The same code serves both modes; all that differs is which store is the
 * authority, the near tier itself or the two tiers together. Keys and values must not be null. Thread safe.
 */
public final class CacheTiers {

    /**
     * What a cache's behaviour comes from, beside its tiers.
     *
     * @param payloads its values as the tiers keep them
     * @param expiration the lives of its entries
     * @param source what it stands in front of
     * @param events hears what becomes of its entries
     * @param statistics counts
     * @param loads how its values are loaded
     */
    public record Behaviour(
            Payloads payloads,
            Expiration expiration,
            Source source,
            EntryEvents events,
            Statistics statistics,
            LoadPolicy loads) {}

    /**
     * How the values of a cache are loaded.
     *
     * @param limits for how long, and how many at once
     * @param stale what is served meanwhile, though its life be over
     * @param threads for what callers do not run themselves; to throw {@link java.util.concurrent.RejectedExecutionException} rather
     *     than to have a load wait
     * @param steps for what follows when something that no thread was held for has come
     * @param callbacks for what callers do with the value then
     * @param fence tells what states of the source the callers' loads may show
     */
    public record LoadPolicy(
            LoadConfig limits,
            StaleConfig stale,
            Executor threads,
            ScheduledExecutorService steps,
            Executor callbacks,
            ReadFence fence) {}

    private final Expiration expiration;
    private final ReadPath reads;
    private final LoadPath loads;
    private final WritePath writes;

    /**
     * The paths of that cache.
     *
     * @param authority the near tier itself, or the tiers together
     */
    public CacheTiers(String cache, NearTier near, EntryStore authority, Behaviour behaviour, KeyLocks locks) {
        CacheParts parts = new CacheParts(cache, near, authority, behaviour, locks);
        this.expiration = behaviour.expiration();
        Accesses accesses = new Accesses(parts);
        this.loads = new LoadPath(parts, accesses);
        this.reads = new ReadPath(parts, accesses, loads);
        this.writes = new WritePath(parts, loads.leases());
    }

    /** The life in milliseconds that an entry gets if that one is asked for it: the cache's bound may be shorter. */
    public long within(Duration timeToLive) {
        return expiration.within(timeToLive);
    }

    /** How entries are read. */
    public ReadPath reads() {
        return reads;
    }

    /** How entries are loaded. */
    public LoadPath loads() {
        return loads;
    }

    /** How entries change. */
    public WritePath writes() {
        return writes;
    }
}
