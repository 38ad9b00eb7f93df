package io.tenantcache.tier;

import io.tenantcache.AsyncLoader;
import io.tenantcache.CacheTrace;
import io.tenantcache.EntryOptions;
import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the entries of one cache are read. */
public final class ReadPath {

    /*
     * An expiry policy that extends lives on access has the authority asked at each read: a life that only this node knows
     * to be extended would not keep the entry for the others. What memory holds serves such a cache while Redis is away.
     */

    private final CacheParts parts;
    private final EntryStore authority;
    private final Accesses accesses;
    private final LoadPath loads;
    private final boolean isReadThrough;

    ReadPath(CacheParts parts, Accesses accesses, LoadPath loads) {
        this.parts = parts;
        this.authority = parts.authority();
        this.accesses = accesses;
        this.loads = loads;
        this.isReadThrough = parts.source().isRead();
    }

    /** The value, or null; loaded if the cache is read-through. */
    public @Nullable Object get(Tenant tenant, Object key) {
        long start = parts.statistics().start();
        Object held = isReadThrough ? nearUnlessDue(tenant, key) : nearHeld(tenant, key);
        Object value = open(tenant, held);
        if (value != null || isRememberedAbsence(tenant, held)) {
            if (value != null || isReadThrough) {
                parts.statistics().hit(tenant, Tier.NEAR, start);
            } else {
                parts.statistics().missed(tenant, start);
            }
            return value;
        }
        if (isReadThrough) {
            return loads.<RuntimeException>load(tenant, key, Loading.of(parts.source()::load), start);
        }
        if (parts.isNearOnly() && !parts.expiration().isOnAccess()) {
            parts.statistics().missed(tenant, start);
            return null;
        }
        return fromAuthority(tenant, key, start);
    }

    /** {@link io.tenantcache.TenantCache#getOrLoad}. */
    public <X extends Exception> @Nullable Object getOrLoad(
            Tenant tenant, Object key, Loader<Object, ?, X> loader, Function<Object, EntryOptions> options) throws X {
        long start = parts.statistics().start();
        Object held = nearUnlessDue(tenant, key);
        Object value = open(tenant, held);
        if (value != null || isRememberedAbsence(tenant, held)) {
            parts.statistics().hit(tenant, Tier.NEAR, start);
            return value;
        }
        return loads.<X>load(tenant, key, Loading.of(loader, options), start);
    }

    /** {@link io.tenantcache.TenantCache#getOrLoadAsync}. */
    public CompletableFuture<@Nullable Object> getOrLoadAsync(
            Tenant tenant, Object key, AsyncLoader<Object, ?> loader, Function<Object, EntryOptions> options) {
        long start = parts.statistics().start();
        Object held = nearUnlessDue(tenant, key);
        Object value = open(tenant, held);
        if (value != null || isRememberedAbsence(tenant, held)) {
            parts.statistics().hit(tenant, Tier.NEAR, start);
            return CompletableFuture.completedFuture(value);
        }
        return loads.loadAsync(tenant, key, loader, options, start);
    }

    /** The values that there are, those that are loaded included if the cache is read-through. */
    public Map<Object, Object> getAll(Tenant tenant, Collection<?> keys) {
        long start = parts.statistics().start();
        Map<Object, Object> values = new HashMap<>();
        List<Object> missing = new ArrayList<>();
        for (Object key : keys) {
            Object held = isReadThrough ? nearUnlessDue(tenant, key) : nearHeld(tenant, key);
            Object value = open(tenant, held);
            if (value != null) {
                values.put(key, value);
            } else if (!isRememberedAbsence(tenant, held)) {
                missing.add(key);
            }
        }
        if (missing.isEmpty()) {
            parts.statistics().lookedUp(tenant, new Statistics.Found(values.size(), 0, 0), start);
            return values;
        }
        Map<Object, Lookup> lookups =
                isReadThrough ? parts.lookUpToLoad(tenant, missing) : authority.readAll(tenant, missing);
        int near = values.size() + takeAll(tenant, lookups, values);
        var found = new Statistics.Found(near, values.size() - near, keys.size() - values.size());
        parts.statistics().lookedUp(tenant, found, start);
        if (isReadThrough && !lookups.isEmpty()) {
            values.putAll(loads.inBulk().loadAll(tenant, lookups));
        }
        return values;
    }

    /**
     * Moves what was found from the look-ups, which then hold the misses and what is due, to the values; answers how many of them
     * memory had.
     */
    private int takeAll(Tenant tenant, Map<Object, Lookup> lookups, Map<Object, Object> values) {
        List<Keyed> found = new ArrayList<>();
        List<Object> known = new ArrayList<>();
        int near = 0;
        for (Map.Entry<Object, Lookup> looked : lookups.entrySet()) {
            Object key = looked.getKey();
            Lookup lookup = looked.getValue();
            Entry entry = lookup.entry();
            Object value = parts.payloads().toValue(entry);
            if (parts.remembersAbsence() && Payloads.isAbsence(entry)) {
                known.add(key);
            } else if (entry != null && value != null) {
                known.add(key);
                found.add(new Keyed(key, entry));
                values.put(key, value);
                CacheTrace.record(lookup.tier());
                near += lookup.tier() == Tier.NEAR ? 1 : 0;
            }
        }
        known.forEach(key -> lookups.computeIfPresent(key, (same, lookup) -> lookup.isDue() ? lookup : null));
        accesses.of(tenant, found);
        return near;
    }

    /** Whether there is a value. This is no access, and no hit or miss. */
    public boolean contains(Tenant tenant, Object key) {
        Object held = parts.near().get(tenant, key);
        if (held != null && Payloads.isHeldAbsence(held)) {
            return false;
        }
        return held != null
                || (!parts.isNearOnly()
                        && parts.payloads().toValue(authority.read(tenant, key).entry()) != null);
    }

    /** What is left of the entry's life; empty if there is none. */
    public Optional<Duration> timeToLive(Tenant tenant, Object key) {
        Entry entry = authority.read(tenant, key).entry();
        if (entry == null || Payloads.isAbsence(entry)) {
            return Optional.empty();
        }
        return Optional.of(
                entry.ttlMillis() == Entry.ETERNAL
                        ? ChronoUnit.FOREVER.getDuration()
                        : Duration.ofMillis(entry.ttlMillis()));
    }

    /**
     * The tenant's live entries; one that is written meanwhile may or may not be among them.
     *
     * @throws javax.cache.CacheException from the iterator, if the remote tier fails in the middle
     */
    public Iterator<Keyed> scan(Tenant tenant) {
        return authority.scan(tenant);
    }

    /** The value of an entry that a scan came to; null if it cannot be decoded. */
    public @Nullable Object valueOf(Keyed keyed) {
        return parts.payloads().toValue(keyed.entry());
    }

    /** The value of that entry was handed out: an access and a hit. */
    public void visited(Tenant tenant, Keyed keyed) {
        long start = parts.statistics().start();
        accesses.of(tenant, List.of(keyed));
        parts.statistics().hit(tenant, parts.authorityTier(), start);
    }

    private @Nullable Object nearHeld(Tenant tenant, Object key) {
        return parts.expiration().isOnAccess() ? null : parts.near().get(tenant, key);
    }

    private @Nullable Object nearUnlessDue(Tenant tenant, Object key) {
        return parts.expiration().isOnAccess() ? null : parts.near().getUnlessDue(tenant, key);
    }

    private boolean isRememberedAbsence(Tenant tenant, @Nullable Object held) {
        boolean remembered = held != null && Payloads.isHeldAbsence(held) && parts.remembersAbsence();
        if (remembered) {
            readNear(tenant);
        }
        return remembered;
    }

    private void readNear(Tenant tenant) {
        CacheTrace.record(Tier.NEAR);
        if (parts.near().isUncertain(tenant)) {
            CacheTrace.recordStale();
            parts.statistics().servedStale(tenant, 1);
        }
    }

    private @Nullable Object open(Tenant tenant, @Nullable Object held) {
        Object value = held == null ? null : parts.payloads().open(held);
        if (value != null) {
            readNear(tenant);
        }
        return value;
    }

    private @Nullable Object fromAuthority(Tenant tenant, Object key, long start) {
        Lookup lookup = authority.read(tenant, key);
        Entry entry = lookup.entry();
        Object value = parts.payloads().toValue(entry);
        if (entry == null || value == null) {
            parts.statistics().missed(tenant, start);
            return null;
        }
        CacheTrace.record(lookup.tier());
        accesses.of(tenant, List.of(new Keyed(key, entry)));
        parts.statistics().hit(tenant, lookup.tier(), start);
        return value;
    }
}
