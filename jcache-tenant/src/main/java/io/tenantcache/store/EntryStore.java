package io.tenantcache.store;

import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache, of all tenants: its authority. Every method is linearizable per key; the bulk ones are not atomic
 * across keys. Thread safe.
 *
 * <p>The near tier is one, and so are both tiers together: the same code works on either.
 */
public interface EntryStore {

    /** The live entry of the key, or none. */
    Lookup read(Tenant tenant, Object key);

    /** {@link #read} for many keys; each key has an answer. */
    Map<Object, Lookup> readAll(Tenant tenant, Collection<?> keys);

    /**
     * {@link #readAll} for keys that will be loaded where they are missing: takes their leases, where there are such, and tells of
     * what is stale.
     *
     * @param lease the caller's token; {@link Stamp#NO_LEASE} to take none
     * @param since the earliest state of the source that the caller may load: where something may have changed since, the stamp
     *     {@linkplain Stamp#isOver() is over}; null for what is there when the load begins
     */
    Map<Object, Lookup> readToLoad(Tenant tenant, Collection<?> keys, long lease, @Nullable ReadPoint since);

    /** Keeps the leases of keys that are still being loaded. Does not wait, and never fails. */
    default void renew(Tenant tenant, Collection<?> keys, long lease) {}

    /** Gives back the leases of keys that were not loaded after all. Never fails. */
    default void release(Tenant tenant, Collection<?> keys, long lease) {}

    /** Carries out each write whose condition holds, and answers in the same order. */
    List<Outcome> write(Tenant tenant, List<Write> writes);

    /** The tenant's live entries, each once. One that is written meanwhile may or may not be among them. */
    Iterator<Keyed> scan(Tenant tenant);

    /** {@link #write(Tenant, List)} for one. */
    default Outcome write(Tenant tenant, Write write) {
        return write(tenant, List.of(write)).get(0);
    }
}
