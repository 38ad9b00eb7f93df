package io.tenantcache;

import java.time.Duration;

/** How a node stands with Redis and, through it, with the other nodes. A live view. Thread safe, and never blocks. */
public interface RemoteStatistics {

    /** The breaker and the journal. */
    RemoteHealth health();

    /** How often the breaker opened. */
    long breakerOpenings();

    /** Operations that failed: of all caches, and those that belong to none. */
    long failures();

    /**
     * Whether this node hears what the others change, so that it serves what memory holds. While it does not, what memory held
     * before is served only where {@code near.serve-in-outage} is set.
     */
    boolean isNearTrusted();

    /**
     * How long ago this node could last be sure that it had heard all that the others had changed: since it was opened, if it never
     * could. Some part of {@code tenantcache.coherence.bound} while all is well.
     */
    Duration coherenceLag();

    /** How long the node's own messages took through Redis and back to it, which is how long an invalidation takes to the others. */
    Latencies propagation();
}
