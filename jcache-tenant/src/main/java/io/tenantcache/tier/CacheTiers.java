package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.near.NearTier;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Payload;
import io.tenantcache.store.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The paths of one cache, of all tenants: read, write, load. The same code serves both modes; all that differs is which store
 * is the authority, the near tier itself or the two tiers together. Keys and values must not be null. Thread safe.
 */
public final class CacheTiers {

    /** What a change makes of the current value. */
    public sealed interface Change {
        /** Leaves it as it is. */
        record Keep() implements Change {}

        /** Removes it. */
        record Remove() implements Change {}

        /** Puts another in its place. */
        record Set(Object value) implements Change {
            /** Values are never printed. */
            @Override
            public String toString() {
                return "Set";
            }
        }
    }

    /** Decides on a change; it may be asked again if another writer came first. */
    @FunctionalInterface
    public interface Mutation {
        /** The change of that value; null where there is none. */
        Change of(@Nullable Object current);
    }

    private static final int LONGEST_BACKOFF_NANOS = 2_000_000;

    private final String cache;
    private final NearTier near;
    private final EntryStore authority;
    private final Payloads payloads;
    private final ConcurrentMap<FlightKey, Flight> flights = new ConcurrentHashMap<>();

    private record FlightKey(Tenant tenant, Object key) {}

    /**
     * The paths of that cache.
     *
     * @param authority the near tier itself, or the tiers together
     */
    public CacheTiers(String cache, NearTier near, EntryStore authority, Payloads payloads) {
        this.cache = cache;
        this.near = near;
        this.authority = authority;
        this.payloads = payloads;
    }

    /** The value, or null. */
    public @Nullable Object get(Tenant tenant, Object key) {
        Object value = getNear(tenant, key);
        if (value != null || isNearOnly()) {
            return value;
        }
        return getRemote(authority.read(tenant, key));
    }

    /** The values that there are. */
    public Map<Object, Object> getAll(Tenant tenant, Collection<?> keys) {
        Map<Object, Object> values = new HashMap<>();
        List<Object> missing = new ArrayList<>();
        for (Object key : keys) {
            Object value = getNear(tenant, key);
            if (value == null) {
                missing.add(key);
            } else {
                values.put(key, value);
            }
        }
        if (!missing.isEmpty() && !isNearOnly()) {
            authority.readAll(tenant, missing).forEach((key, lookup) -> {
                Object value = getRemote(lookup);
                if (value != null) {
                    values.put(key, value);
                }
            });
        }
        return values;
    }

    /** Whether there is a value. */
    public boolean contains(Tenant tenant, Object key) {
        return near.get(tenant, key) != null
                || (!isNearOnly() && authority.read(tenant, key).entry() != null);
    }

    /** Puts the value if the expectation holds; null removes. */
    public Outcome write(Tenant tenant, Object key, Expectation expected, @Nullable Object value, Write.Answer answer) {
        Entry entry = value == null ? null : payloads.toEntry(value);
        return authority.write(tenant, new Write(payloads.own(key), expected, entry, answer));
    }

    /** Puts all the values, or none of them if one cannot be encoded. */
    public void putAll(Tenant tenant, Map<?, ?> values) {
        List<Write> writes = new ArrayList<>(values.size());
        values.forEach((key, value) -> writes.add(
                new Write(payloads.own(key), Expectation.ANY, payloads.toEntry(value), Write.Answer.EXISTENCE)));
        authority.write(tenant, writes);
    }

    /** Removes the keys; answers how many there were. */
    public long removeAll(Tenant tenant, Collection<?> keys) {
        List<Write> writes = new ArrayList<>(keys.size());
        keys.forEach(key -> writes.add(new Write(payloads.own(key), Expectation.ANY, null, Write.Answer.EXISTENCE)));
        return authority.write(tenant, writes).stream().filter(Outcome::existed).count();
    }

    /**
     * The tenant's live entries; one that is written meanwhile may or may not be among them.
     *
     * @throws javax.cache.CacheException from the iterator, if the remote tier fails in the middle
     */
    public Iterator<Keyed> scan(Tenant tenant) {
        return authority.scan(tenant);
    }

    /** The value of an entry that a write or a scan answered. */
    public @Nullable Object toValue(@Nullable Entry entry) {
        return entry == null ? null : payloads.toValue(entry.payload());
    }

    /** Changes the value atomically: by compare-and-set, again until no other writer came between. */
    public void mutate(Tenant tenant, Object key, Mutation mutation) {
        Object owned = payloads.own(key);
        for (int attempt = 0; ; attempt++) {
            Entry current = authority.read(tenant, key).entry();
            Change change = mutation.of(toValue(current));
            if (change instanceof Change.Keep || (current == null && change instanceof Change.Remove)) {
                return;
            }
            Entry next = change instanceof Change.Set set ? payloads.toEntry(set.value()) : null;
            Expectation expected = current == null ? Expectation.ABSENT : Expectation.revision(current.revision());
            if (authority
                    .write(tenant, new Write(owned, expected, next, Write.Answer.EXISTENCE))
                    .applied()) {
                return;
            }
            backOff(attempt);
        }
    }

    private static void backOff(int attempt) {
        int bound = Math.min(LONGEST_BACKOFF_NANOS, 1_000 << Math.min(attempt, 16));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(bound));
    }

    /** {@link io.tenantcache.TenantCache#getOrLoad}. */
    public <X extends Exception> @Nullable Object getOrLoad(Tenant tenant, Object key, Loader<Object, ?, X> loader)
            throws X {
        Object value = getNear(tenant, key);
        if (value != null) {
            return value;
        }
        FlightKey flightKey = new FlightKey(tenant, payloads.own(key));
        while (true) {
            Flight mine = new Flight(near.position());
            Flight other = flights.putIfAbsent(flightKey, mine);
            if (other == null) {
                return load(flightKey, mine, loader);
            }
            if (other.isMine()) {
                throw new IllegalStateException("A loader of the cache '" + cache
                        + "' asked the cache for the very key that it loads: let it ask the source");
            }
            if (near.unchangedSince(tenant, key, other.stamp())) {
                Flight.Landing landing = other.await(cache);
                CacheTrace.record(Tier.SOURCE);
                Payload payload = landing.payload();
                return payload == null ? landing.value() : payloads.toValue(payload);
            }
            // It began before an invalidation that this caller may know of: its value is not for us.
            if (flights.replace(flightKey, other, mine)) {
                return load(flightKey, mine, loader);
            }
        }
    }

    private <X extends Exception> @Nullable Object load(FlightKey key, Flight flight, Loader<Object, ?, X> loader)
            throws X {
        try {
            Lookup lookup = authority.read(key.tenant(), key.key());
            Object value = toValue(lookup.entry());
            Payload payload = null;
            if (value != null) {
                CacheTrace.record(isNearOnly() ? Tier.NEAR : Tier.REMOTE);
            } else {
                value = loader.load(key.key());
                CacheTrace.record(Tier.SOURCE);
                Entry entry = value == null ? null : payloads.toEntryIfPossible(value);
                if (entry != null) {
                    payload = entry.payload();
                    authority.write(
                            key.tenant(),
                            new Write(
                                    key.key(),
                                    Expectation.unchangedSince(lookup.stamp()),
                                    entry,
                                    Write.Answer.EXISTENCE));
                }
            }
            flight.land(new Flight.Landing(payload, value));
            return value;
        } catch (Throwable failure) {
            flight.fail(failure);
            throw failure;
        } finally {
            flights.remove(key, flight);
        }
    }

    private @Nullable Object getNear(Tenant tenant, Object key) {
        Payload payload = near.get(tenant, key);
        Object value = payload == null ? null : payloads.toValue(payload);
        if (value != null) {
            CacheTrace.record(Tier.NEAR);
        }
        return value;
    }

    private @Nullable Object getRemote(Lookup lookup) {
        Object value = toValue(lookup.entry());
        if (value != null) {
            CacheTrace.record(Tier.REMOTE);
        }
        return value;
    }

    private boolean isNearOnly() {
        return authority == near;
    }
}
