package io.tenantcache.tier;

import io.tenantcache.AsyncLoader;
import io.tenantcache.EntryOptions;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.config.LoadConfig;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache are loaded: by one caller of all nodes, for whom the others wait; or in the background, while what is
 * there is served, though its life be over.
 */
public final class LoadPath {

    private final CacheParts parts;
    private final CacheTiers.LoadPolicy policy;
    private final Findings findings;
    private final LoadMeans means;
    private final BulkLoads bulk;
    private final Set<Standby> standbys = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LoadPath(CacheParts parts, Accesses accesses) {
        this.parts = parts;
        this.policy = parts.behaviour().loads();
        LoadConfig limits = policy.limits();
        Leases leases = new Leases(parts.authority(), limits.timeout().toNanos());
        LoadRunner runner = new LoadRunner(parts.cache(), limits, policy.threads());
        Rests rests = new Rests(policy.stale().retryAfter().toNanos());
        Reloads reloads =
                new Reloads(parts.cache(), runner, rests, limits.timeout().toNanos());
        this.means = new LoadMeans(leases, runner, rests, reloads, new Flights());
        this.findings = new Findings(parts, accesses, policy.stale());
        this.bulk = new BulkLoads(
                parts,
                findings,
                means,
                (tenant, key) -> this.<RuntimeException>approach(
                                tenant, key, Loading.of(parts.source()::load), tier -> {})
                        .arrive());
    }

    /** The value that the authority or else the loader has, for one caller of all nodes; the others wait for it. */
    <X extends Exception> @Nullable Object load(Tenant tenant, Object key, Loading loading, long start) throws X {
        return this.<X>approach(tenant, key, loading, tier -> answered(tenant, tier, start))
                .arrive();
    }

    /** The same for a caller whose thread does not wait, but for what the authority has at first. */
    CompletableFuture<@Nullable Object> loadAsync(
            Tenant tenant,
            Object key,
            AsyncLoader<Object, ?> loader,
            Function<Object, EntryOptions> options,
            long start) {
        Continuations continuations = new Continuations(policy, tenant);
        Loading loading = new AsyncLoading(parts.cache(), loader, options, continuations);
        Approach<Exception> approach = approach(tenant, key, loading, tier -> answered(tenant, tier, start));
        Standby standby = new Standby(approach, continuations, standbys);
        CompletableFuture<@Nullable Object> value = standby.begin();
        if (closed) {
            // Whoever closed the cache may have missed it.
            standby.end(isClosed());
        }
        return value;
    }

    private void answered(Tenant tenant, Tier tier, long start) {
        if (tier == Tier.SOURCE) {
            parts.statistics().missed(tenant, start);
        } else {
            parts.statistics().hit(tenant, tier, start);
        }
    }

    private <X extends Exception> Approach<X> approach(
            Tenant tenant, Object key, Loading loading, Approach.Count count) {
        Flights.Key flightKey = new Flights.Key(tenant, parts.payloads().own(key));
        return new Approach<>(
                parts,
                findings,
                means,
                new Approach.Request(
                        flightKey,
                        loading,
                        new Patience(policy.limits()),
                        count,
                        policy.fence().readPoint()));
    }

    /** Those that are held for what is being loaded. */
    Leases leases() {
        return means.leases();
    }

    /** How they are loaded in bulk. */
    BulkLoads inBulk() {
        return bulk;
    }

    /** {@link javax.cache.Cache#loadAll}, on the calling thread. */
    public void loadAll(Tenant tenant, Collection<?> keys, boolean replaceExisting) {
        bulk.loadAll(tenant, keys, replaceExisting);
    }

    /** What a load of that key waits for may be there. */
    void wake(Tenant tenant, Object key) {
        means.flights().wake(tenant, key);
    }

    /** What the loads of that tenant wait for may be there. */
    void wake(Tenant tenant) {
        means.flights().wake(tenant);
    }

    /** Keeps the leases of what is being loaded, but for what takes longer than it may. */
    void renewLeases() {
        means.leases().renew();
    }

    /**
     * The cache is closed: who waits without a thread hears of it, and what is being loaded is not stored. Blocks for the leases that are
     * given back.
     */
    public void close() {
        closed = true;
        standbys.forEach(standby -> standby.end(isClosed()));
        means.leases().release();
    }

    private IllegalStateException isClosed() {
        return new IllegalStateException("The cache '" + parts.cache() + "' was closed while it loaded a value");
    }
}
