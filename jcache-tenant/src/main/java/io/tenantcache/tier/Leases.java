package io.tenantcache.tier;

import io.tenantcache.Tenant;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Lookup;
import io.tenantcache.store.Stamp;
import io.tenantcache.store.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The leases that this node holds for the loads of one cache. They are renewed while the loads run. Thread safe. */
final class Leases {

    private final EntryStore authority;
    private final long longestNanos;
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    /**
     * None yet.
     *
     * @param longestNanos for how long a load has its keys to itself
     */
    Leases(EntryStore authority, long longestNanos) {
        this.authority = authority;
        this.longestNanos = longestNanos;
    }

    /** The token of another lease. */
    static long newToken() {
        long token = ThreadLocalRandom.current().nextLong();
        return token == Stamp.NO_LEASE ? newToken() : token;
    }

    /** Keeps the leases that those look-ups gave, until they are {@linkplain Held#release released}. */
    Held hold(Tenant tenant, Map<Object, Lookup> lookups) {
        List<Object> keys = new ArrayList<>();
        long token = Stamp.NO_LEASE;
        for (Map.Entry<Object, Lookup> each : lookups.entrySet()) {
            if (each.getValue().stamp().lease() != Stamp.NO_LEASE) {
                token = each.getValue().stamp().lease();
                keys.add(each.getKey());
            }
        }
        Held leases = new Held(tenant, keys, token);
        if (!keys.isEmpty()) {
            held.add(leases);
        }
        return leases;
    }

    /** Keeps the leases of what is being loaded, but for what takes longer than it may. */
    void renew() {
        held.forEach(Held::renew);
    }

    /** Gives all of them back; nothing that is being loaded is stored any more. */
    void release() {
        held.forEach(Held::release);
    }

    /** The leases of one load. */
    final class Held {

        private final Tenant tenant;
        private final List<Object> keys;
        private final long token;
        private final long begun = System.nanoTime();
        private boolean isOver;

        private Held(Tenant tenant, List<Object> keys, long token) {
            this.tenant = tenant;
            this.keys = keys;
            this.token = token;
        }

        /**
         * What was loaded is about to be stored, which ends the leases of these keys. Answers whether it may be: the load may have
         * been given up.
         */
        synchronized boolean use(Collection<Object> stored) {
            if (!isOver) {
                // Not those of their own any more, and not to be renewed: the store ends them.
                Set<Object> ended = new HashSet<>(stored);
                keys.removeIf(ended::contains);
                return true;
            }
            return false;
        }

        /** That is about to be written, which ends the lease of its key, unless the entry stays what it is. */
        synchronized void end(Write write) {
            if (!(write.effect() instanceof Write.Expire)) {
                keys.remove(write.key());
            }
        }

        /** Gives back what is left; nothing is to be stored from now on. Never fails. */
        void release() {
            List<Object> left;
            synchronized (this) {
                isOver = true;
                left = List.copyOf(keys);
                keys.clear();
            }
            held.remove(this);
            if (!left.isEmpty()) {
                authority.release(tenant, left, token);
            }
        }

        private void renew() {
            List<Object> left;
            synchronized (this) {
                left = List.copyOf(keys);
            }
            if (!left.isEmpty() && System.nanoTime() - begun < longestNanos) {
                authority.renew(tenant, left, token);
            }
        }
    }
}
