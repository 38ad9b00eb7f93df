package io.tenantcache.tier;

import io.tenantcache.CacheTrace;
import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.store.Lookup;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How entries of one cache are loaded many at a time. */
final class BulkLoads {

    private final CacheParts parts;
    private final Findings findings;
    private final LoadMeans means;
    private final OneLoad one;

    /** Loads one key, or waits for who does. */
    interface OneLoad {
        @Nullable
        Object load(Tenant tenant, Object key);
    }

    BulkLoads(CacheParts parts, Findings findings, LoadMeans means, OneLoad one) {
        this.parts = parts;
        this.findings = findings;
        this.means = means;
        this.one = one;
    }

    /**
     * Loads and stores the values of keys in bulk; those that another node loads are waited for. What is stale and may be served is, and
     * loaded anew in the background with what is due.
     *
     * @param lookups what was {@linkplain CacheParts#lookUpToLoad found before}, without what is neither missing nor due
     * @return the values that are there now, but of the keys that are due
     */
    Map<Object, Object> loadAll(Tenant tenant, Map<Object, Lookup> lookups) {
        Map<Object, Object> values = new HashMap<>();
        Map<Object, Lookup> now = new HashMap<>();
        Map<Object, Lookup> inBackground = new HashMap<>();
        Map<Object, Lookup> ofOthers = new HashMap<>();
        Map<Object, Lookup> later = new HashMap<>();
        lookups.forEach((key, lookup) -> {
            boolean rests = means.rests().lasts(tenant, key);
            Flight.Landing stale = rests || findings.isServedAtOnce(lookup) ? findings.stale(lookup) : null;
            if (stale != null) {
                values.put(
                        key,
                        Objects.requireNonNull(findings.served(tenant, stale).value()));
            }
            boolean isServed = stale != null || (lookup.isDue() && isKnown(lookup));
            if (lookup.leasedMillis() > 0) {
                if (stale == null) {
                    ofOthers.put(key, lookup);
                }
            } else if (isServed) {
                (rests || lookup.stamp().isOver() ? later : inBackground)
                        .put(parts.payloads().own(key), lookup);
            } else {
                now.put(key, lookup);
            }
        });
        if (!later.isEmpty()) {
            means.leases().hold(tenant, later).release();
        }
        if (!inBackground.isEmpty()) {
            means.reloads().start(tenant, loadOfAll(tenant, inBackground));
        }
        if (!now.isEmpty()) {
            values.putAll(loadNow(tenant, now));
        }
        // Not before the own ones are there: who waits for those may hold these.
        ofOthers.forEach((key, lookup) -> {
            Object value = one.load(tenant, key);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private boolean isKnown(Lookup lookup) {
        return findings.isRememberedAbsence(lookup) || parts.payloads().toValue(lookup.entry()) != null;
    }

    private Map<Object, Object> loadNow(Tenant tenant, Map<Object, Lookup> lookups) {
        Map<Object, Flight.Landing> stale = new HashMap<>();
        lookups.forEach((key, lookup) -> {
            Flight.Landing landing = findings.stale(lookup);
            if (landing != null) {
                stale.put(key, landing);
            }
        });
        boolean hasFallback = stale.size() == lookups.size();
        LoadRunner.Done<Map<Object, Load.Loaded>> done;
        try {
            done = means.runner()
                    .<Map<Object, Load.Loaded>, RuntimeException>run(
                            tenant,
                            loadOfAll(tenant, lookups),
                            new Patience(parts.behaviour().loads().limits()),
                            hasFallback);
        } catch (RuntimeException failure) {
            if (!hasFallback) {
                throw failure;
            }
            done = null;
        }
        Map<Object, Object> values = new HashMap<>();
        if (done == null) {
            findings.servedStale(tenant, stale.values());
            stale.forEach((key, landing) -> {
                means.rests().begin(tenant, key);
                values.put(key, Objects.requireNonNull(landing.value()));
            });
            return values;
        }
        CacheTrace.record(Tier.SOURCE);
        done.result().forEach((key, loaded) -> {
            if (loaded.value() != null) {
                values.put(key, loaded.value());
            }
        });
        return values;
    }

    private Load loadOfAll(Tenant tenant, Map<Object, Lookup> lookups) {
        Load.Call call = keys -> Loading.now(() -> parts.source().loadAll(keys));
        return new Load(parts, means.leases(), tenant, lookups, call);
    }

    /** {@link javax.cache.Cache#loadAll}, on the calling thread. */
    void loadAll(Tenant tenant, Collection<?> keys, boolean replaceExisting) {
        Map<Object, Lookup> lookups = new HashMap<>(parts.lookUpToLoad(tenant, keys));
        if (!replaceExisting) {
            lookups.values().removeIf(lookup -> !lookup.isDue() && isKnown(lookup));
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
}
