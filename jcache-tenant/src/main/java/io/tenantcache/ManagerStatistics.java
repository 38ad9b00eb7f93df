package io.tenantcache;

import java.util.List;
import java.util.Optional;

/** What a manager's caches and rate limits do, on this node. Live views. Thread safe; works on a closed manager too, which has no caches. */
public interface ManagerStatistics {

    /** Of the caches that are open. */
    List<CacheStatistics> caches();

    /** Of the rate limits under which there was a call; of none where nothing is counted ({@code tenantcache.metrics.enabled}). */
    List<LimitStatistics> limits();

    /** Of the remote tier; empty if there is none. */
    Optional<RemoteStatistics> remote();

    /** From now on the observer is told; first, of all that there is. Those that are told already are told besides. */
    void observe(StatisticsObserver observer);
}
