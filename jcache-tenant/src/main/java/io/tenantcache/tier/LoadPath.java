package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.config.LoadConfig;
import io.tenantcache.config.StaleConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Stamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Accesses accesses;
    private final LoadConfig limits;
    private final StaleConfig staleness;
    private final Leases leases;
    private final LoadRunner runner;
    private final Rests rests;
    private final Reloads reloads;
    private final ConcurrentMap<FlightKey, Flight> flights = new ConcurrentHashMap<>();

    /** Hears whether a value was found. */
    private interface Count {
        void lookedUp(boolean found);
    }

    private record FlightKey(Tenant tenant, Object key) {}

    /** What one caller asks for. */
    private record Request<X extends Exception>(Loader<Object, ?, X> loader, Patience patience, Count count) {}

    LoadPath(CacheParts parts, Accesses accesses) {
        CacheTiers.Loading loading = parts.behaviour().loading();
        this.parts = parts;
        this.accesses = accesses;
        this.authority = parts.authority();
        this.limits = loading.limits();
        this.staleness = loading.stale();
        this.leases = new Leases(authority, limits.timeout().toNanos());
        this.runner = new LoadRunner(parts.cache(), limits, loading.threads());
        this.rests = new Rests(staleness.retryAfter().toNanos());
        this.reloads =
                new Reloads(parts.cache(), runner, rests, limits.timeout().toNanos());
    }

    /** The value that the authority or else the loader has, for one caller of all nodes; the others wait for it. */
    <X extends Exception> @Nullable Object load(Tenant tenant, Object key, Loader<Object, ?, X> loader, long start)
            throws X {
        Count count = found -> parts.statistics().lookedUp(found, start);
        return load(tenant, key, new Request<>(loader, new Patience(limits), count));
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
                if (landing != null) {
                    request.count().lookedUp(landing.found());
                    CacheTrace.record(Tier.SOURCE);
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
        Flight.Landing landing = other.<X>await(Math.min(timeout, patience.leftMillis(true)), parts.cache());
        if (landing == null && other.fallback() == null) {
            landing = other.<X>await(Math.min(timeout, patience.leftMillis(false)), parts.cache());
        }
        Flight.Landing fallback = other.fallback();
        if (landing != null || (fallback == null && !patience.isOver())) {
            return landing;
        }
        if (fallback == null) {
            throw runner.tookTooLong();
        }
        CacheTrace.recordStale();
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
        Lookup lookup = lookUp(key, flight, request.patience());
        Flight.Landing found = found(key, lookup);
        boolean rest = rests.lasts(key.tenant(), key.key());
        if (found != null) {
            request.count().lookedUp(true);
            if (lookup.isDue() && !rest) {
                reload(key, lookup, request.loader());
            }
            return found;
        }
        Flight.Landing stale = stale(lookup);
        if (stale != null && (rest || isServedAtOnce(lookup) || lookup.leasedMillis() > 0)) {
            request.count().lookedUp(true);
            if (!rest && lookup.leasedMillis() == 0) {
                reload(key, lookup, request.loader());
            }
            CacheTrace.recordStale();
            return stale;
        }
        if (lookup.leasedMillis() > 0) {
            throw runner.tookTooLong();
        }
        request.count().lookedUp(false);
        flight.offer(stale);
        return loaded(key, flight, lookup, request);
    }

    /** What the authority has, and the lease if it has nothing: once no other caller holds that, or there is something to serve. */
    private Lookup lookUp(FlightKey key, Flight flight, Patience patience) {
        // While a key rests nobody is kept from loading it.
        long token = rests.lasts(key.tenant(), key.key()) ? Stamp.NO_LEASE : Leases.newToken();
        while (true) {
            Lookup lookup = Objects.requireNonNull(authority
                    .readToLoad(key.tenant(), List.of(key.key()), token)
                    .get(key.key()));
            boolean serves = lookup.entry() != null || mayBeServed(lookup);
            if (token == Stamp.NO_LEASE && !serves) {
                token = Leases.newToken();
                continue;
            }
            long left = patience.leftMillis(serves);
            if (lookup.leasedMillis() == 0 || isServedAtOnce(lookup) || left == 0) {
                return lookup;
            }
            flight.awaitWake(Math.min(left, lookup.leasedMillis()), parts.cache());
        }
    }

    private Flight.@Nullable Landing found(FlightKey key, Lookup lookup) {
        Entry entry = lookup.entry();
        Object value = parts.payloads().toValue(entry);
        if (entry == null || value == null) {
            return null;
        }
        CacheTrace.record(parts.isNearOnly() ? Tier.NEAR : Tier.REMOTE);
        accesses.of(key.tenant(), List.of(new Keyed(key.key(), entry)));
        return new Flight.Landing(parts.payloads().toNear(entry, value).payload(), value, true);
    }

    private boolean isServedAtOnce(Lookup lookup) {
        Lookup.Stale stale = lookup.stale();
        return stale != null && stale.ageMillis() < staleness.whileRevalidate().toMillis();
    }

    private boolean mayBeServed(Lookup lookup) {
        Lookup.Stale stale = lookup.stale();
        return stale != null && stale.ageMillis() < staleness.kept().toMillis();
    }

    /** What is expired and may be served; null if there is nothing. */
    private Flight.@Nullable Landing stale(Lookup lookup) {
        Lookup.Stale stale = lookup.stale();
        Object value =
                stale == null || !mayBeServed(lookup) ? null : parts.payloads().toValue(stale.entry());
        return stale == null || value == null
                ? null
                : new Flight.Landing(
                        parts.payloads().toNear(stale.entry(), value).payload(), value, true);
    }

    private <X extends Exception> Flight.Landing loaded(FlightKey key, Flight flight, Lookup lookup, Request<X> request)
            throws X {
        Flight.Landing stale = flight.fallback();
        Load<X> load = load(key, lookup, keys -> {
            flight.isRunHere();
            return single(key.key(), request.loader());
        });
        LoadRunner.Done<Map<Object, Load.Loaded>> done;
        try {
            done = runner.run(key.tenant(), load, request.patience(), stale != null);
        } catch (Exception failure) {
            if (stale == null) {
                throw failure;
            }
            done = null;
        }
        if (done == null) {
            rests.begin(key.tenant(), key.key());
            CacheTrace.recordStale();
            return Objects.requireNonNull(stale);
        }
        Load.Loaded loaded = done.result().get(key.key());
        return loaded == null
                ? new Flight.Landing(null, null, false)
                : new Flight.Landing(loaded.payload(), loaded.value(), false);
    }

    private void reload(FlightKey key, Lookup lookup, Loader<Object, ?, ?> loader) {
        reloads.start(key.tenant(), load(key, lookup, keys -> single(key.key(), loader)));
    }

    private <X extends Exception> Load<X> load(FlightKey key, Lookup lookup, Load.Call<X> call) {
        return new Load<>(parts, leases, key.tenant(), Map.of(key.key(), lookup), call);
    }

    private static <X extends Exception> Map<Object, Object> single(Object key, Loader<Object, ?, X> loader) throws X {
        Object value = loader.load(key);
        return value == null ? Map.of() : Map.of(key, value);
    }

    /** What the authority has of the keys, and the leases of the missing ones: {@link #loadAll(Tenant, Map)} must follow. */
    Map<Object, Lookup> lookUp(Tenant tenant, Collection<?> keys) {
        return authority.readToLoad(tenant, keys, Leases.newToken());
    }

    /**
     * Loads and stores the values of keys in bulk; those that another node loads are waited for. What is stale and may be served is, and
     * loaded anew in the background with what is due.
     *
     * @param lookups what was {@linkplain #lookUp found before}, without what is neither missing nor due
     * @return the values that are there now, but of the keys that are due
     */
    Map<Object, Object> loadAll(Tenant tenant, Map<Object, Lookup> lookups) {
        Map<Object, Object> values = new HashMap<>();
        Map<Object, Lookup> now = new HashMap<>();
        Map<Object, Lookup> inBackground = new HashMap<>();
        Map<Object, Lookup> ofOthers = new HashMap<>();
        lookups.forEach((key, lookup) -> {
            Flight.Landing stale = isServedAtOnce(lookup) ? stale(lookup) : null;
            if (stale != null) {
                CacheTrace.recordStale();
                values.put(key, Objects.requireNonNull(stale.value()));
            }
            boolean isServed =
                    stale != null || (lookup.isDue() && parts.payloads().toValue(lookup.entry()) != null);
            if (lookup.leasedMillis() == 0) {
                (isServed ? inBackground : now).put(key, lookup);
            } else if (stale == null) {
                ofOthers.put(key, lookup);
            }
        });
        if (!inBackground.isEmpty()) {
            reloads.start(tenant, loadOfAll(tenant, inBackground));
        }
        if (!now.isEmpty()) {
            values.putAll(loadNow(tenant, now));
        }
        // Not before the own ones are there: who waits for those may hold these.
        ofOthers.forEach((key, lookup) -> {
            Object value = load(tenant, key, new Request<>(parts.source()::load, new Patience(limits), found -> {}));
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private Map<Object, Object> loadNow(Tenant tenant, Map<Object, Lookup> lookups) {
        Map<Object, Object> stale = new HashMap<>();
        lookups.forEach((key, lookup) -> {
            Flight.Landing landing = stale(lookup);
            if (landing != null) {
                stale.put(key, Objects.requireNonNull(landing.value()));
            }
        });
        boolean hasFallback = stale.size() == lookups.size();
        LoadRunner.Done<Map<Object, Load.Loaded>> done;
        try {
            done = runner.run(tenant, loadOfAll(tenant, lookups), new Patience(limits), hasFallback);
        } catch (RuntimeException failure) {
            if (!hasFallback) {
                throw failure;
            }
            done = null;
        }
        if (done == null) {
            CacheTrace.recordStale();
            stale.keySet().forEach(key -> rests.begin(tenant, key));
            return stale;
        }
        Map<Object, Object> values = new HashMap<>();
        done.result().forEach((key, loaded) -> values.put(key, loaded.value()));
        return values;
    }

    private Load<RuntimeException> loadOfAll(Tenant tenant, Map<Object, Lookup> lookups) {
        return new Load<>(parts, leases, tenant, lookups, parts.source()::loadAll);
    }

    /** {@link javax.cache.Cache#loadAll}, on the calling thread. */
    public void loadAll(Tenant tenant, Collection<?> keys, boolean replaceExisting) {
        Map<Object, Lookup> lookups = new HashMap<>(lookUp(tenant, keys));
        if (!replaceExisting) {
            lookups.values()
                    .removeIf(lookup -> !lookup.isDue() && parts.payloads().toValue(lookup.entry()) != null);
            loadAll(tenant, lookups);
            return;
        }
        Map<Object, Lookup> ofOthers = new HashMap<>(lookups);
        lookups.values().removeIf(lookup -> lookup.leasedMillis() > 0);
        ofOthers.keySet().removeAll(lookups.keySet());
        if (!lookups.isEmpty()) {
            loadNow(tenant, lookups);
        }
        loadAll(tenant, ofOthers);
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
