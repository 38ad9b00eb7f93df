package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.Tenant;
import io.tenantcache.config.StaleConfig;
import io.tenantcache.store.Entry;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Lookup;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a look-up can be served to who would load. */
final class Findings {

    private final CacheParts parts;
    private final Accesses accesses;
    private final long atOnceMillis;
    private final long keptMillis;

    Findings(CacheParts parts, Accesses accesses, StaleConfig staleness) {
        this.parts = parts;
        this.accesses = accesses;
        this.atOnceMillis = staleness.whileRevalidate().toMillis();
        this.keptMillis = staleness.kept().toMillis();
    }

    /** The entry, which is read with that, or the absence that is remembered; null if there is none that can be read. */
    Flight.@Nullable Landing found(Tenant tenant, Object key, Lookup lookup) {
        Entry entry = lookup.entry();
        Object value = parts.payloads().toValue(entry);
        if (entry == null || (value == null && !isRememberedAbsence(lookup))) {
            return null;
        }
        CacheTrace.record(lookup.tier());
        if (value != null) {
            accesses.of(tenant, List.of(new Keyed(key, entry)));
        }
        return Flight.Landing.of(parts.payloads().toNear(entry, value).payload(), value, lookup.tier());
    }

    /** Whether the look-up found that there is no value, and need not be loaded. */
    boolean isRememberedAbsence(Lookup lookup) {
        return parts.remembersAbsence() && Payloads.isAbsence(lookup.entry());
    }

    /** What is expired and may be served; null if there is nothing that can be read. */
    Flight.@Nullable Landing stale(Lookup lookup) {
        Lookup.Stale stale = lookup.stale();
        if (stale == null || stale.ageMillis() >= keptMillis) {
            return null;
        }
        Object value = parts.payloads().toValue(stale.entry());
        return value == null
                ? null
                : Flight.Landing.ofStale(
                        parts.payloads().toNear(stale.entry(), value).payload(), value, lookup.tier());
    }

    /** Whether what is expired may be served while it is loaded anew. */
    boolean isServedAtOnce(Lookup lookup) {
        Lookup.Stale stale = lookup.stale();
        return stale != null && stale.ageMillis() < atOnceMillis;
    }

    /** That is served, which is expired. */
    Flight.Landing served(Tenant tenant, Flight.Landing stale) {
        servedStale(tenant, List.of(stale));
        return stale;
    }

    /** Another caller's value is served. */
    void shared(Tenant tenant, Flight.Landing landing) {
        if (landing.isStale()) {
            servedStale(tenant, List.of(landing));
        } else {
            CacheTrace.record(landing.tier());
        }
    }

    /** Those are served, which are expired. */
    void servedStale(Tenant tenant, Collection<Flight.Landing> stale) {
        stale.forEach(landing -> CacheTrace.record(landing.tier()));
        CacheTrace.recordStale();
        parts.statistics().servedStale(tenant, stale.size());
    }
}
