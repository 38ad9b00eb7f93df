package io.tenantcache.tier;

import io.tenantcache.Tier;
import io.tenantcache.near.NearTier;
import io.tenantcache.store.EntryStore;

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
