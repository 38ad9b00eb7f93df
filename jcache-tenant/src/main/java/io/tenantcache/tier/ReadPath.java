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
        Object value = open(held);
        if (value != null || isRememberedAbsence(held)) {
            parts.statistics().lookedUp(value != null || isReadThrough, start);
            return value;
        }
        if (isReadThrough) {
            return loads.<RuntimeException>load(tenant, key, Loading.of(parts.source()::load), start);
        }
        value = parts.isNearOnly() && !parts.expiration().isOnAccess() ? null : fromAuthority(tenant, key);
        parts.statistics().lookedUp(value != null, start);
        return value;
    }

    /** {@link io.tenantcache.TenantCache#getOrLoad}. */
    public <X extends Exception> @Nullable Object getOrLoad(
            Tenant tenant, Object key, Loader<Object, ?, X> loader, Function<Object, EntryOptions> options) throws X {
        long start = parts.statistics().start();
        Object held = nearUnlessDue(tenant, key);
        Object value = open(held);
        if (value != null || isRememberedAbsence(held)) {
            parts.statistics().lookedUp(true, start);
            return value;
        }
        return loads.<X>load(tenant, key, Loading.of(loader, options), start);
    }

    /** {@link io.tenantcache.TenantCache#getOrLoadAsync}. */
    public CompletableFuture<@Nullable Object> getOrLoadAsync(
            Tenant tenant, Object key, AsyncLoader<Object, ?> loader, Function<Object, EntryOptions> options) {
        long start = parts.statistics().start();
        Object value = open(nearUnlessDue(tenant, key));
        if (value != null) {
            parts.statistics().lookedUp(true, start);
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
            Object value = open(held);
            if (value != null) {
                values.put(key, value);
            } else if (!isRememberedAbsence(held)) {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            Map<Object, Lookup> lookups =
                    isReadThrough ? loads.inBulk().lookUp(tenant, missing) : authority.readAll(tenant, missing);
            takeAll(tenant, lookups, values);
            parts.statistics().lookedUp(values.size(), keys.size() - values.size(), start);
            if (isReadThrough && !lookups.isEmpty()) {
                values.putAll(loads.inBulk().loadAll(tenant, lookups));
            }
        } else {
            parts.statistics().lookedUp(values.size(), 0, start);
        }
        return values;
    }

    /** Moves what was found from the look-ups, which then hold the misses and what is due, to the values. */
    private void takeAll(Tenant tenant, Map<Object, Lookup> lookups, Map<Object, Object> values) {
        List<Keyed> found = new ArrayList<>();
        List<Object> known = new ArrayList<>();
        lookups.forEach((key, lookup) -> {
            Entry entry = lookup.entry();
            Object value = parts.payloads().toValue(entry);
            if (parts.remembersAbsence() && Payloads.isAbsence(entry)) {
                known.add(key);
            } else if (entry != null && value != null) {
                known.add(key);
                found.add(new Keyed(key, entry));
                values.put(key, value);
                CacheTrace.record(farthest());
            }
        });
        known.forEach(key -> lookups.computeIfPresent(key, (same, lookup) -> lookup.isDue() ? lookup : null));
        accesses.of(tenant, found);
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
        parts.statistics().lookedUp(true, start);
    }

    private @Nullable Object nearHeld(Tenant tenant, Object key) {
        return parts.expiration().isOnAccess() ? null : parts.near().get(tenant, key);
    }

    private @Nullable Object nearUnlessDue(Tenant tenant, Object key) {
        return parts.expiration().isOnAccess() ? null : parts.near().getUnlessDue(tenant, key);
    }

    private boolean isRememberedAbsence(@Nullable Object held) {
        boolean remembered = held != null && Payloads.isHeldAbsence(held) && parts.remembersAbsence();
        if (remembered) {
            readNear();
        }
        return remembered;
    }

    private void readNear() {
        CacheTrace.record(Tier.NEAR);
        if (parts.near().isUncertain()) {
            CacheTrace.recordStale();
        }
    }

    private @Nullable Object open(@Nullable Object held) {
        Object value = held == null ? null : parts.payloads().open(held);
        if (value != null) {
            readNear();
        }
        return value;
    }

    private @Nullable Object fromAuthority(Tenant tenant, Object key) {
        Entry entry = authority.read(tenant, key).entry();
        Object value = parts.payloads().toValue(entry);
        if (entry != null && value != null) {
            CacheTrace.record(farthest());
            accesses.of(tenant, List.of(new Keyed(key, entry)));
        }
        return value;
    }

    private Tier farthest() {
        return parts.isNearOnly() ? Tier.NEAR : Tier.REMOTE;
    }
}
