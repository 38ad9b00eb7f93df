package io.tenantcache.near;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clock that a thread of its own advances, so that a read of an entry with much of its life left costs no reading of the
 * precise one, which takes longer than the read itself. Near its end an entry's deadline is held against the precise clock:
 * the tick shows in the cost alone, and not in when an entry expires.
 */
public final class CoarseClock implements NearClock, AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(50);

    /** What a deadline must lie ahead to be believed: ten ticks, for the thread may be late. */
    private static final long MARGIN_NANOS = 10 * TICK.toNanos();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread ticker = new Thread(this::tick, "tenantcache-clock");
    private final long origin = System.nanoTime();
    private volatile long now;

    /** Starts its thread, a daemon. */
    public CoarseClock() {
        ticker.setDaemon(true);
        // It outlives the call that makes it, and must not hold on to whoever that was.
        ticker.setContextClassLoader(null);
        ticker.start();
    }

    private void tick() {
        try {
            while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                now = nanoTime();
            }
        } catch (InterruptedException e) {
            // Nobody knows this thread to interrupt it, but it would be the end of it.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - origin;
    }

    @Override
    public boolean isBefore(long deadline) {
        return deadline - now > MARGIN_NANOS || deadline > nanoTime();
    }

    /** Ends the thread. Nobody may read the clock afterwards. */
    @Override
    public void close() {
        closed.countDown();
    }
}
