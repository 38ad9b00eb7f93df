package io.tenantcache;

import java.time.Duration;

/** How long operations of one kind took, on this node. A live view: each call answers for its moment. Thread safe, and never blocks. */
public interface Latencies {

    /** How many ended, since the start. */
    long count();

    /** How long they took together, since the start. */
    Duration total();

    /**
     * What that part of the operations of the last two to three minutes did not exceed, an eighth too long at the most; zero if
     * there were none.
     *
     * @param part between 0 and 1: 0.99 for the 99th percentile
     * @throws IllegalArgumentException if it is not between them
     */
    Duration percentile(double part);

    /** The shortest of the last two to three minutes; zero if there were none. */
    Duration fastest();

    /** The longest of the last two to three minutes; zero if there were none. */
    Duration slowest();
}
