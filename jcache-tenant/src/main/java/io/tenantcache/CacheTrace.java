package io.tenantcache;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Records which tier answered the reads of the current thread between its start and its close: to show where a
 * response came from. Traces nest: an inner one's tiers count for the outer one too. Where none is open, a read pays for
 * one volatile read.
 */
public final class CacheTrace implements AutoCloseable {

    private static final ThreadLocal<@Nullable CacheTrace> CURRENT = new ThreadLocal<>();
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final @Nullable CacheTrace outer;
    private @Nullable Tier farthest;
    private boolean stale;
    private boolean closed;

    private CacheTrace(@Nullable CacheTrace outer) {
        this.outer = outer;
    }

    /** Starts a trace of the calling thread; the same thread closes it. */
    public static CacheTrace start() {
        CacheTrace trace = new CacheTrace(CURRENT.get());
        CURRENT.set(trace);
        OPEN.incrementAndGet();
        return trace;
    }

    /** Tells the thread's trace, if it has one, that this tier answered a read. Called by the cache. */
    public static void record(Tier tier) {
        if (OPEN.get() == 0) {
            return;
        }
        for (CacheTrace trace = CURRENT.get(); trace != null; trace = trace.outer) {
            Tier before = trace.farthest;
            if (before == null || tier.compareTo(before) > 0) {
                trace.farthest = tier;
            }
        }
    }

    /** Tells the thread's trace, if it has one, that a value was served whose life is over. Called by the cache. */
    public static void recordStale() {
        if (OPEN.get() == 0) {
            return;
        }
        for (CacheTrace trace = CURRENT.get(); trace != null; trace = trace.outer) {
            trace.stale = true;
        }
    }

    /** Whether a value was served since the start whose life is over. */
    public boolean servedStale() {
        return stale;
    }

    /** The farthest tier that answered a read since the start; empty if there was no read. */
    public Optional<Tier> answeredBy() {
        return Optional.ofNullable(farthest);
    }

    /** Ends the trace and restores the one around it. Closing again does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        OPEN.decrementAndGet();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
