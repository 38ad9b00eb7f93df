package io.tenantcache.tier;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has a node beat, on a thread of its own. */
public final class Heartbeat implements AutoCloseable {

    /** Beats within the bound. */
    static final int BEATS = 4;

    private final Runnable beat;
    private final long pauseNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tenantcache-heartbeat");

    /**
     * Starts.
     *
     * @param bound within which there will be some beats
     */
    public Heartbeat(Runnable beat, Duration bound) {
        this.beat = beat;
        this.pauseNanos = bound.toNanos() / BEATS;
        thread.setDaemon(true);
        // It outlives the call that makes it, and must not hold on to whoever that was.
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(pauseNanos, TimeUnit.NANOSECONDS)) {
                beat.run();
            }
        } catch (InterruptedException e) {
            // Nobody knows this thread to interrupt it, but it would be the end of it.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed.countDown();
    }
}
