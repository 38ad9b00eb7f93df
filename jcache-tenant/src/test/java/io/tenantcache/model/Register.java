package io.tenantcache.model;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** One key of one tenant: its version in the source, and what each node may still give of it. */
final class Register {

    private final AtomicLong version = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong[] floors;
    private final ConcurrentSkipListMap<Long, Long> published = new ConcurrentSkipListMap<>();

    /** At version 0, on that many nodes. */
    Register(int nodes) {
        floors = new AtomicLong[nodes];
        for (int i = 0; i < nodes; i++) {
            floors[i] = new AtomicLong();
        }
    }

    /** One change at a time: a cache cannot know which of two values that are put at once is the newer one. */
    ReentrantLock writing() {
        return writing;
    }

    /** The source's version. */
    long version() {
        return version.get();
    }

    /** The source has a new version. */
    long next() {
        return version.incrementAndGet();
    }

    /** That node was told of the version, in whatever way, and returned. */
    void told(int node, long told) {
        floors[node].accumulateAndGet(told, Math::max);
        published.put(System.nanoTime(), told);
    }

    /** The oldest version that a read may give that begins now on that node. */
    long oldest(int node, long boundNanos) {
        Map.Entry<Long, Long> everywhere = published.floorEntry(System.nanoTime() - boundNanos);
        return Math.max(floors[node].get(), everywhere == null ? 0 : everywhere.getValue());
    }
}
