package io.tenantcache.tier;

import io.tenantcache.Tenant;
import io.tenantcache.Tier;
import io.tenantcache.near.NearTier;
import io.tenantcache.store.EntryStore;
import io.tenantcache.store.Lookup;
import java.util.Collection;
import java.util.Map;

/**
 * What one cache is made of.
 *
 * @param cache its name
 * @param near the near tier
 * @param authority the near tier itself, or the tiers together
 * @param behaviour what its behaviour comes from
 * @param locks of its keys
 */
record CacheParts(String cache, NearTier near, EntryStore authority, CacheTiers.Behaviour behaviour, KeyLocks locks) {

    boolean isNearOnly() {
        return authority == near;
    }

    /** The tier that answers where memory cannot, and nothing is away. */
    Tier authorityTier() {
        return isNearOnly() ? Tier.NEAR : Tier.REMOTE;
    }

    /**
     * What the authority has of the keys, as of when the caller sees the source, and leases of those that are missing or due: they are
     * the caller's to use or to release.
     */
    Map<Object, Lookup> lookUpToLoad(Tenant tenant, Collection<?> keys) {
        return authority.readToLoad(
                tenant, keys, Leases.newToken(), behaviour.loads().fence().readPoint());
    }

    Payloads payloads() {
        return behaviour.payloads();
    }

    Expiration expiration() {
        return behaviour.expiration();
    }

    Source source() {
        return behaviour.source();
    }

    /** Whether it is remembered that a load found no value. */
    boolean remembersAbsence() {
        return !behaviour.loads().limits().absentTtl().isZero();
    }

    EntryEvents events() {
        return behaviour.events();
    }

    Statistics statistics() {
        return behaviour.statistics();
    }
}
