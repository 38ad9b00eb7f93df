package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.EntryOptions;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import io.tenantcache.store.Write.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache are loaded. What was loaded is stored only if nothing that covers its key was invalidated since
 * the load began, and no other value came first.
 */
public final class LoadPath {

    private final CacheParts parts;
    private final EntryStore authority;
    private final Accesses accesses;
    private final ConcurrentMap<FlightKey, Flight> flights = new ConcurrentHashMap<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    /** Hears whether a value was found. */
    private interface Count {
        void lookedUp(boolean found);
    }

    /** Keys that this node loads, and when it began to. */
    private record Held(Tenant tenant, List<Object> keys, long lease, long begun) {}

    private record FlightKey(Tenant tenant, Object key) {}

    /** A value that was loaded, after that look-up. */
    private record Loaded(Object key, Lookup lookup, Object value, Payload payload, EntryOptions options) {}

    LoadPath(CacheParts parts, Accesses accesses) {
        this.parts = parts;
        this.accesses = accesses;
        this.authority = parts.authority();
    }

    /** The value that the authority or else the loader has, for one caller of all nodes; the others wait for it. */
    <X extends Exception> @Nullable Object load(Tenant tenant, Object key, Loading<X> loading, long start) throws X {
        return load(tenant, key, loading, found -> parts.statistics().lookedUp(found, start));
    }

    private <X extends Exception> @Nullable Object load(Tenant tenant, Object key, Loading<X> loading, Count count)
            throws X {
        FlightKey flightKey = new FlightKey(tenant, parts.payloads().own(key));
        while (true) {
            Flight mine =
                    new Flight(parts.near().position(tenant), parts.behaviour().loadTimeout());
            Flight other = flights.putIfAbsent(flightKey, mine);
            if (other == null) {
                return fly(flightKey, mine, loading, count);
            }
            if (other.isMine()) {
                throw new IllegalStateException("A loader of the cache '" + parts.cache()
                        + "' asked the cache for the very key that it loads: let it ask the source");
            }
            if (parts.near().unchangedSince(tenant, key, other.stamp())) {
                Flight.Landing landing = other.await(parts.cache());
                if (landing != null && parts.near().tagsUnchangedSince(tenant, landing.tags(), other.stamp())) {
                    count.lookedUp(landing.found());
                    CacheTrace.record(Tier.SOURCE);
                    Payload payload = landing.payload();
                    return payload == null ? landing.value() : parts.payloads().open(payload.inMemory());
                }
            }
            // It began before an invalidation that this caller may know of, or takes too long: its value is not for us.
            if (flights.replace(flightKey, other, mine)) {
                return fly(flightKey, mine, loading, count);
            }
        }
    }

    private <X extends Exception> @Nullable Object fly(FlightKey key, Flight flight, Loading<X> loading, Count count)
            throws X {
        try {
            Lookup lookup = lookUp(key, flight);
            Entry entry = lookup.entry();
            Object value = parts.payloads().toValue(entry);
            boolean found = entry != null && value != null;
            count.lookedUp(found);
            Payload payload;
            List<String> tags;
            if (entry != null && value != null) {
                CacheTrace.record(parts.isNearOnly() ? Tier.NEAR : Tier.REMOTE);
                payload = parts.payloads().toNear(entry, value).payload();
                tags = payload.tags();
                accesses.of(key.tenant(), List.of(new Keyed(key.key(), entry)));
            } else {
                Held lease = hold(key.tenant(), Map.of(key.key(), lookup));
                try {
                    value = loading.loader().load(key.key());
                    CacheTrace.record(Tier.SOURCE);
                    EntryOptions options = value == null ? EntryOptions.none() : loading.optionsOf(value);
                    tags = List.copyOf(options.tags());
                    payload = value == null ? null : parts.payloads().toPayloadIfPossible(value, options);
                    if (value != null && payload != null) {
                        store(key.tenant(), List.of(new Loaded(key.key(), lookup, value, payload, options)));
                        lease = letGo(lease, lease.keys());
                    }
                } finally {
                    release(lease);
                }
            }
            flight.land(new Flight.Landing(payload, value, found, tags));
            return value;
        } catch (Throwable failure) {
            flight.fail(failure);
            throw failure;
        } finally {
            flights.remove(key, flight);
        }
    }

    /** What the authority has, and the lease if it has nothing: once no other caller holds that. */
    private Lookup lookUp(FlightKey key, Flight flight) {
        long lease = newLease();
        while (true) {
            Lookup lookup = Objects.requireNonNull(
                    lookUp(key.tenant(), List.of(key.key()), lease).get(key.key()));
            if (lookup.leasedMillis() == 0) {
                return lookup;
            }
            flight.awaitWake(lookup.leasedMillis(), parts.cache());
        }
    }

    /** What the authority has of the keys; the missing ones are to be loaded. */
    Map<Object, Lookup> lookUp(Tenant tenant, Collection<?> keys) {
        return lookUp(tenant, keys, newLease());
    }

    private Map<Object, Lookup> lookUp(Tenant tenant, Collection<?> keys, long lease) {
        return authority.readToLoad(tenant, keys, lease);
    }

    /**
     * Loads and stores the values of keys in bulk; those that another node loads are waited for.
     *
     * @param lookups what was {@linkplain #lookUp found before}: a value found is replaced
     * @return the values that the source has
     */
    Map<Object, Object> loadAll(Tenant tenant, Map<Object, Lookup> lookups, Source source) {
        Map<Object, Lookup> own = new HashMap<>(lookups);
        own.values().removeIf(lookup -> lookup.leasedMillis() > 0);
        Map<Object, Object> values = new HashMap<>();
        if (!own.isEmpty()) {
            loadOwn(tenant, own, source, values);
        }
        // Not before the own ones are there: who waits for those may hold these.
        lookups.forEach((key, lookup) -> {
            Object value = lookup.leasedMillis() == 0 ? null : load(tenant, key, Loading.of(source::load), found -> {});
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private void loadOwn(Tenant tenant, Map<Object, Lookup> lookups, Source source, Map<Object, Object> values) {
        List<Loaded> loaded = new ArrayList<>();
        Held leases = hold(tenant, lookups);
        try {
            Map<Object, Object> answer = source.loadAll(lookups.keySet());
            lookups.forEach((key, lookup) -> {
                Object value = answer.get(key);
                if (value != null) {
                    values.put(key, value);
                    CacheTrace.record(Tier.SOURCE);
                    EntryOptions options = EntryOptions.none();
                    Payload payload = parts.payloads().toPayloadIfPossible(value, options);
                    if (payload != null) {
                        loaded.add(new Loaded(parts.payloads().own(key), lookup, value, payload, options));
                    }
                }
            });
            store(tenant, loaded);
            leases = letGo(leases, loaded.stream().map(Loaded::key).toList());
        } finally {
            release(leases);
        }
    }

    /** {@link javax.cache.Cache#loadAll}, on the calling thread. */
    public void loadAll(Tenant tenant, Collection<?> keys, boolean replaceExisting) {
        Map<Object, Lookup> lookups = new HashMap<>(lookUp(tenant, keys));
        if (!replaceExisting) {
            lookups.values().removeIf(lookup -> parts.payloads().toValue(lookup.entry()) != null);
        }
        if (!lookups.isEmpty()) {
            loadAll(tenant, lookups, parts.source());
        }
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

    /** Keeps the leases that those look-ups gave, until they are {@linkplain #release released}. */
    private Held hold(Tenant tenant, Map<Object, Lookup> lookups) {
        List<Object> keys = new ArrayList<>();
        long lease = Stamp.NO_LEASE;
        for (Map.Entry<Object, Lookup> each : lookups.entrySet()) {
            if (each.getValue().stamp().lease() != Stamp.NO_LEASE) {
                lease = each.getValue().stamp().lease();
                keys.add(each.getKey());
            }
        }
        Held leases = new Held(tenant, List.copyOf(keys), lease, System.nanoTime());
        if (!keys.isEmpty()) {
            held.add(leases);
        }
        return leases;
    }

    /** Those keys were stored, and their leases ended with it. */
    private Held letGo(Held leases, Collection<Object> stored) {
        held.remove(leases);
        Set<Object> ended = new HashSet<>(stored);
        List<Object> left =
                leases.keys().stream().filter(key -> !ended.contains(key)).toList();
        return new Held(leases.tenant(), left, leases.lease(), leases.begun());
    }

    private void release(Held leases) {
        held.remove(leases);
        if (!leases.keys().isEmpty()) {
            authority.release(leases.tenant(), leases.keys(), leases.lease());
        }
    }

    /** Keeps the leases of what is being loaded, but for what takes longer than it may. */
    void renewLeases() {
        long longest = parts.behaviour().loadTimeout().toNanos();
        for (Held leases : held) {
            if (System.nanoTime() - leases.begun() < longest) {
                authority.renew(leases.tenant(), leases.keys(), leases.lease());
            }
        }
    }

    private static long newLease() {
        long lease = ThreadLocalRandom.current().nextLong();
        return lease == Stamp.NO_LEASE ? newLease() : lease;
    }

    private void store(Tenant tenant, List<Loaded> all) {
        List<Loaded> stored = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        for (Loaded loaded : all) {
            Entry before = loaded.lookup().entry();
            // An entry that is there still was not invalidated; where there was none, or one of other tags, the stamp
            // tells.
            boolean replaces = before != null && loaded.payload().tags().isEmpty();
            Step step = Step.store(loaded.payload(), loaded.options(), replaces, parts.expiration());
            if (step.effect() != null) {
                Expectation expected = before != null && replaces
                        ? Expectation.revision(before.revision())
                        : Expectation.unchangedSince(loaded.lookup().stamp());
                stored.add(loaded);
                writes.add(new Write(loaded.key(), expected, step.effect(), Answer.EXISTENCE));
            }
        }
        if (writes.isEmpty()) {
            return;
        }
        if (!parts.events().isHeard()) {
            authority.write(tenant, writes);
            return;
        }
        List<Object> keys = stored.stream().map(Loaded::key).toList();
        parts.locks().callAll(tenant, keys, () -> {
            List<Outcome> outcomes = authority.write(tenant, writes);
            for (int i = 0; i < writes.size(); i++) {
                if (outcomes.get(i).applied()) {
                    tell(tenant, stored.get(i), writes.get(i).effect());
                }
            }
            return outcomes;
        });
    }

    private void tell(Tenant tenant, Loaded loaded, Write.Effect effect) {
        Object previous = parts.payloads().toValue(loaded.lookup().entry());
        if (effect instanceof Write.Remove) {
            parts.events().expired(tenant, loaded.key(), loaded.value());
        } else if (previous == null) {
            parts.events().created(tenant, loaded.key(), loaded.value());
        } else {
            parts.events().updated(tenant, loaded.key(), loaded.value(), previous);
        }
    }
}
