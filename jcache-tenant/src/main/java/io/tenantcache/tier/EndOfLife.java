package io.tenantcache.tier;

import io.tenantcache.EvictionCause;
import io.tenantcache.Tenant;
import io.tenantcache.near.Departures;
import io.tenantcache.store.Payload;

/** Tells of the entries that leave a near tier which is the authority: those of the remote tier leave unheard. */
public final class EndOfLife implements Departures {

    private final CacheTiers.Behaviour behaviour;
    private final KeyLocks locks;

    /** Of the cache with that behaviour. */
    public EndOfLife(CacheTiers.Behaviour behaviour, KeyLocks locks) {
        this.behaviour = behaviour;
        this.locks = locks;
    }

    @Override
    public void left(EvictionCause cause) {
        behaviour.statistics().left(cause);
    }

    /** Where another thread works on the key the entry stays: whoever meets it next tells of it. */
    @Override
    public void expired(Tenant tenant, Object key, Payload payload, Removal removal) {
        if (!behaviour.events().isHeard()) {
            removal.remove();
            return;
        }
        locks.runIfFree(tenant, key, () -> {
            Object value = removal.remove() ? behaviour.payloads().open(payload.inMemory()) : null;
            if (value != null) {
                behaviour.events().expired(tenant, key, value);
            }
        });
    }
}
