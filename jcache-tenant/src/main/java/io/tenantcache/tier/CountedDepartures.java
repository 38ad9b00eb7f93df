package io.tenantcache.tier;

import io.tenantcache.EvictionCause;
import io.tenantcache.Tenant;
import io.tenantcache.near.Departures;
import io.tenantcache.store.Payload;

/** Counts what leaves a near tier that follows a remote one; nobody else hears of it. */
public record CountedDepartures(Statistics statistics) implements Departures {

    @Override
    public void left(EvictionCause cause) {
        statistics.left(cause);
    }

    @Override
    public void expired(Tenant tenant, Object key, Payload payload, Removal removal) {
        removal.remove();
    }
}
