package io.tenantcache.tier;

import io.tenantcache.Tenant;

/**
 * Hears what becomes of the entries of one cache through this JVM. The calls for a key come one after the other, in the order
 * in which it happened; each may run listeners, and throws what they throw.
 */
public interface EntryEvents {

    /** Whether anyone listens: else the calls below are left out. */
    boolean isHeard();

    /** There was no entry, and now there is. */
    void created(Tenant tenant, Object key, Object value);

    /** The entry has another value. */
    void updated(Tenant tenant, Object key, Object value, Object previous);

    /** The entry was removed. */
    void removed(Tenant tenant, Object key, Object previous);

    /** The entry reached the end of its life. */
    void expired(Tenant tenant, Object key, Object previous);
}
