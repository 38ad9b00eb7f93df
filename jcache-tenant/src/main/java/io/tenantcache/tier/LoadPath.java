package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.EntryOptions;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.config.LoadConfig;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Stamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache are loaded: by one caller of all nodes, for whom the others wait; or in the background, while what is
 * there is served, though its life be over.
 */
public final class LoadPath {

    private final CacheParts parts;
    private final EntryStore authority;
    private final LoadConfig limits;
    private final Leases leases;
    private final LoadRunner runner;
    private final Rests rests;
    private final Reloads reloads;
    private final Findings findings;
    private final BulkLoads bulk;
    private final ConcurrentMap<FlightKey, Flight> flights = new ConcurrentHashMap<>();
    private final Set<FlightKey> underWay = ConcurrentHashMap.newKeySet();

    /** Hears which tier had a value; {@link Tier#SOURCE} for none. */
    private interface Count {
        void answered(Tier tier);
    }

    private record FlightKey(Tenant tenant, Object key) {}

    /** What one caller asks for. */
    private record Request<X extends Exception>(Loading<X> loading, Patience patience, Count count) {}

    LoadPath(CacheParts parts, Accesses accesses) {
        CacheTiers.LoadPolicy policy = parts.behaviour().loads();
        this.parts = parts;
        this.authority = parts.authority();
        this.limits = policy.limits();
        this.leases = new Leases(authority, limits.timeout().toNanos());
        this.runner = new LoadRunner(parts.cache(), limits, policy.threads());
        this.rests = new Rests(policy.stale().retryAfter().toNanos());
        this.reloads =
                new Reloads(parts.cache(), runner, rests, limits.timeout().toNanos());
        this.findings = new Findings(parts, accesses, policy.stale());
        this.bulk = new BulkLoads(
                parts,
                findings,
                new BulkLoads.Means(leases, runner, rests, reloads),
                (tenant, key) -> load(
                        tenant,
                        key,
                        new Request<>(
                                Loading.<RuntimeException>of(parts.source()::load), new Patience(limits), tier -> {})));
    }

    /** The value that the authority or else the loader has, for one caller of all nodes; the others wait for it. */
    <X extends Exception> @Nullable Object load(Tenant tenant, Object key, Loading<X> loading, long start) throws X {
        Count count = tier -> {
            if (tier == Tier.SOURCE) {
                parts.statistics().missed(tenant, start);
            } else {
                parts.statistics().hit(tenant, tier, start);
            }
        };
        return load(tenant, key, new Request<>(loading, new Patience(limits), count));
    }

    private <X extends Exception> @Nullable Object load(Tenant tenant, Object key, Request<X> request) throws X {
        FlightKey flightKey = new FlightKey(tenant, parts.payloads().own(key));
        while (true) {
            Flight mine = new Flight(parts.near().position(tenant));
            Flight other = flights.putIfAbsent(flightKey, mine);
            if (other == null) {
                return fly(flightKey, mine, request);
            }
            if (other.isMine()) {
                throw new IllegalStateException("A loader of the cache '" + parts.cache()
                        + "' asked the cache for the very key that it loads: let it ask the source");
            }
            if (parts.near().unchangedSince(tenant, key, other.stamp())) {
                Flight.Landing landing = await(other, request.patience());
                if (landing != null && parts.near().tagsUnchangedSince(tenant, landing.tags(), other.stamp())) {
                    request.count().answered(landing.tier());
                    findings.shared(tenant, landing);
                    return parts.payloads().copy(landing.payload(), landing.value());
                }
            }
            // It began before an invalidation that this caller may know of, or takes too long: its value is not for us.
            if (flights.replace(flightKey, other, mine)) {
                return fly(flightKey, mine, request);
            }
        }
    }

    /** What another caller of this JVM gets, or null if that takes longer than a load has its key to itself. */
    private <X extends Exception> Flight.@Nullable Landing await(Flight other, Patience patience) throws X {
        long timeout = limits.timeout().toMillis();
        long first = Math.min(timeout, patience.leftMillis(true));
        Flight.Landing landing = other.<X>await(first, parts.cache());
        if (landing == null && other.fallback() == null && first < timeout) {
            landing = other.<X>await(Math.min(timeout - first, patience.leftMillis(false)), parts.cache());
        }
        Flight.Landing fallback = other.fallback();
        if (landing != null || (fallback == null && !patience.isOver())) {
            return landing;
        }
        if (fallback == null) {
            throw runner.tookTooLong();
        }
        return fallback;
    }

    private <X extends Exception> @Nullable Object fly(FlightKey key, Flight flight, Request<X> request) throws X {
        try {
            Flight.Landing landing = arrive(key, flight, request);
            flight.land(landing);
            return landing.value();
        } catch (Throwable failure) {
            flight.fail(failure);
            throw failure;
        } finally {
            flights.remove(key, flight);
        }
    }

    private <X extends Exception> Flight.Landing arrive(FlightKey key, Flight flight, Request<X> request) throws X {
        boolean rests = this.rests.lasts(key.tenant(), key.key());
        Look look = lookUp(key, flight, request.patience(), rests);
        Lookup lookup = look.lookup();
        if (look.found() != null) {
            request.count().answered(look.found().tier());
            if (lookup.isDue() && !rests) {
                reload(key, lookup, request.loading());
            }
            return look.found();
        }
        Flight.Landing stale = look.stale();
        // In memory only there is no lease to tell of a load for which its caller does not wait any more.
        boolean isOthers = lookup.leasedMillis() > 0 || (stale != null && underWay.contains(key));
        if (stale != null && (rests || isOthers || findings.isServedAtOnce(lookup))) {
            request.count().answered(stale.tier());
            if (!rests && !isOthers) {
                reload(key, lookup, request.loading());
            } else if (!rests && !findings.isServedAtOnce(lookup)) {
                // Another caller's load takes too long: who comes next is not to wait for that again.
                this.rests.begin(key.tenant(), key.key());
            }
            return findings.served(key.tenant(), stale);
        }
        if (isOthers) {
            throw runner.tookTooLong();
        }
        request.count().answered(Tier.SOURCE);
        flight.offer(stale);
        return loaded(key, flight, lookup, request);
    }

    /** What the authority has of a key, and what of it can be read and served. */
    private record Look(Lookup lookup, Flight.@Nullable Landing found, Flight.@Nullable Landing stale) {}

    /** What the authority has, and the lease if it has nothing: once no other caller holds that, or there is something to serve. */
    private Look lookUp(FlightKey key, Flight flight, Patience patience, boolean rests) {
        // While a key rests nobody is kept from loading it.
        long token = rests ? Stamp.NO_LEASE : Leases.newToken();
        while (true) {
            Lookup lookup = Objects.requireNonNull(authority
                    .readToLoad(key.tenant(), List.of(key.key()), token)
                    .get(key.key()));
            Look look = new Look(lookup, findings.found(key.tenant(), key.key(), lookup), findings.stale(lookup));
            boolean serves = look.found() != null || look.stale() != null;
            if (token == Stamp.NO_LEASE && !serves) {
                token = Leases.newToken();
                continue;
            }
            long left = patience.leftMillis(serves);
            if (lookup.leasedMillis() == 0 || left == 0 || (serves && findings.isServedAtOnce(lookup))) {
                return look;
            }
            flight.awaitWake(Math.min(left, lookup.leasedMillis()), parts.cache());
        }
    }

    private <X extends Exception> Flight.Landing loaded(FlightKey key, Flight flight, Lookup lookup, Request<X> request)
            throws X {
        Flight.Landing stale = flight.fallback();
        Load<X> load = load(key, lookup, new One<>(key.key(), request.loading(), flight));
        LoadRunner.Done<Map<Object, Load.Loaded>> done;
        try {
            done = runner.run(key.tenant(), new UnderWay<>(key, load), request.patience(), stale != null);
        } catch (Exception failure) {
            if (stale == null) {
                throw failure;
            }
            done = null;
        }
        if (done == null) {
            rests.begin(key.tenant(), key.key());
            return findings.served(key.tenant(), Objects.requireNonNull(stale));
        }
        CacheTrace.record(Tier.SOURCE);
        Load.Loaded loaded = done.result().get(key.key());
        return loaded == null
                ? Flight.Landing.NOTHING
                : new Flight.Landing(loaded.payload(), loaded.value(), Tier.SOURCE, false, loaded.tags());
    }

    /** A load that is known as long as it runs and is wanted. */
    private final class UnderWay<X extends Exception> implements LoadRunner.Work<Map<Object, Load.Loaded>, X> {

        private final FlightKey key;
        private final Load<X> load;

        UnderWay(FlightKey key, Load<X> load) {
            this.key = key;
            this.load = load;
            underWay.add(key);
        }

        @Override
        public Map<Object, Load.Loaded> run() throws X {
            try {
                return load.run();
            } finally {
                underWay.remove(key);
            }
        }

        @Override
        public void giveUp() {
            underWay.remove(key);
            load.giveUp();
        }
    }

    private <X extends Exception> void reload(FlightKey key, Lookup lookup, Loading<X> loading) {
        reloads.start(key.tenant(), load(key, lookup, new One<>(key.key(), loading, null)));
    }

    private <X extends Exception> Load<X> load(FlightKey key, Lookup lookup, Load.Call<X> call) {
        return new Load<>(parts, leases, key.tenant(), Map.of(key.key(), lookup), call);
    }

    /** Asks the loader of one call for one key; the flight is null if nobody waits for it. */
    private record One<X extends Exception>(
            Object key, Loading<X> loading, @Nullable Flight flight) implements Load.Call<X> {

        @Override
        public Map<Object, Object> values(Collection<Object> keys) throws X {
            if (flight != null) {
                flight.isRunHere();
            }
            Object value = loading.loader().load(key);
            return value == null ? Map.of() : Map.of(key, value);
        }

        @Override
        public EntryOptions optionsOf(Object value) {
            return loading.optionsOf(value);
        }
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
        Flight flight = flights.get(new FlightKey(tenant, key));
        if (flight != null) {
            flight.wake();
        }
    }

    /** What the loads of that tenant wait for may be there. */
    void wake(Tenant tenant) {
        flights.forEach((key, flight) -> {
            if (key.tenant().equals(tenant)) {
                flight.wake();
            }
        });
    }

    /** Keeps the leases of what is being loaded, but for what takes longer than it may. */
    void renewLeases() {
        leases.renew();
    }
}
