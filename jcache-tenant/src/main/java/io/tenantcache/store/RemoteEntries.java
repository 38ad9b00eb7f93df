package io.tenantcache.store;

import io.tenantcache.Tenant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The entries of one cache, of all tenants, in the remote tier. Each method is one atomic step, whose answer tells where in the
 * log it stands, and blocks for the operation timeout at the most, a read until its deadline. Thread safe.
 */
public interface RemoteEntries {

    /** The most keys that a step should be asked for: more would hold up the other clients. */
    int MOST_KEYS = 500;

    /**
     * What was read.
     *
     * @param at the position before the answer
     * @param quietNanos for how long nothing of the tenant has changed, by the tier's clock, where that was asked for; else 0
     * @param lookups of each key
     */
    record Found(LogPosition at, long quietNanos, Map<Object, Lookup> lookups) {}

    /**
     * What was written.
     *
     * @param at the position of the change, or before it if there was none
     * @param outcomes in the order of the writes
     */
    record Written(LogPosition at, List<Outcome> outcomes) {}

    /** The deadline of a read that begins now, with all of its steps. */
    Deadline readDeadline();

    /**
     * Reads.
     *
     * @throws RemoteUnavailableException if there is no answer
     */
    Found read(Tenant tenant, Collection<?> keys, Deadline deadline);

    /**
     * {@link #read} for keys that will be loaded where they are missing: tells of what is stale too.
     *
     * @param lease the token with which to take the leases of keys that are missing, stale or due; {@link Stamp#NO_LEASE} for none
     * @param tellsQuiet whether to tell for how long nothing has changed
     * @throws RemoteUnavailableException if there is no answer
     */
    Found readToLoad(Tenant tenant, Collection<?> keys, long lease, boolean tellsQuiet, Deadline deadline);

    /**
     * Carries out each write whose condition holds. What the tier carries out late, when nobody waits for it any more, changes
     * nothing if the generation is another one by then. If it is another one now, the writes cost a second round trip.
     *
     * @param generation the last one that this node knows; any number if it knows none
     * @throws RemoteUnavailableException if they are not known to have been carried out
     */
    Written write(Tenant tenant, long generation, List<Write> writes);

    /** Prolongs leases, if they are still held. Does not wait, and does not fail. */
    void renew(Tenant tenant, Collection<?> keys, long lease);

    /**
     * Gives back leases, if they are still held.
     *
     * @throws RemoteUnavailableException if they are not known to have been given back
     */
    void release(Tenant tenant, Collection<?> keys, long lease);

    /** The tenant's live entries, fetched bit by bit: each step of the iterator may fail. */
    Iterator<Keyed> scan(Tenant tenant);
}
