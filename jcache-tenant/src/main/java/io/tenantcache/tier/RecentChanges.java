package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What this node changed lately: at least for that long, at most twice as long. Bounded as the {@link ScopeSet} is. Thread safe.
 */
final class RecentChanges {

    /*
     * Two generations, of which the younger becomes the elder when its time is over. A change that is remembered costs a short
     * monitor and, if it is a new one, a node of a hash table beside the key: little, beside a round trip.
     */

    private static final int SCOPES = 50_000;
    private static final int SCOPES_PER_TENANT = 5_000;

    private final long windowNanos;
    private final LongSupplier nanoClock;
    private ScopeSet elder = generation();
    private ScopeSet younger = generation();
    private long begun;

    RecentChanges(Duration window, LongSupplier nanoClock) {
        this.windowNanos = window.toNanos();
        this.nanoClock = nanoClock;
        this.begun = nanoClock.getAsLong();
    }

    private static ScopeSet generation() {
        return new ScopeSet(SCOPES, SCOPES_PER_TENANT);
    }

    void add(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        if (!scopes.isEmpty()) {
            remember(tenant, scopes);
        }
    }

    private synchronized void remember(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        turn();
        for (Invalidation.Scope scope : scopes) {
            younger.add(tenant, scope);
        }
    }

    /** All of them. They stay here: there may be another failover. */
    synchronized List<ScopeSet.Batch> all() {
        turn();
        List<ScopeSet.Batch> all = new ArrayList<>();
        elder.forEach((tenant, scopes) -> all.add(new ScopeSet.Batch(tenant, scopes)));
        younger.forEach((tenant, scopes) -> all.add(new ScopeSet.Batch(tenant, scopes)));
        return all;
    }

    private void turn() {
        long now = nanoClock.getAsLong();
        long age = now - begun;
        if (age < windowNanos) {
            return;
        }
        elder = age < 2 * windowNanos ? younger : generation();
        younger = generation();
        begun = now;
    }
}
