package io.tenantcache.tier;

/**
 * What the loads of one cache share.
 *
 * @param leases that this node holds
 * @param runner runs them
 * @param rests after failures
 * @param reloads in the background
 * @param flights that callers wait for
 */
record LoadMeans(Leases leases, LoadRunner runner, Rests rests, Reloads reloads, Flights flights) {}
