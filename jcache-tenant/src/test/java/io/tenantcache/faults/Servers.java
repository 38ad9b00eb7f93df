package io.tenantcache.faults;

import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The Redis servers of a run, and the nodes' ways to them. */
interface Servers extends AutoCloseable {

    /** Those that nodes ask. */
    List<RedisProcess> masters();

    /** What that node takes for the addresses. */
    List<URI> addresses(int node);

    /**
     * The way of that node.
     *
     * @throws UnsupportedOperationException if the nodes speak to the servers directly
     */
    FaultProxy way(int node);

    /**
     * A master dies.
     *
     * @param lag for how long its replica has not followed it then
     * @throws UnsupportedOperationException if there is no replica
     */
    void failOver(Duration lag, Random random);

    /** Waits until the replica has taken the place of the master that died, which comes back as its replica. */
    void restore();

    @Override
    void close();
}
