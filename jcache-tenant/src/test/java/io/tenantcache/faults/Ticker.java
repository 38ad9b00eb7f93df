package io.tenantcache.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Does something every now and then, on a thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {

    private static final long INTERVAL = Duration.ofMillis(20).toNanos();

    private final Runnable tick;
    private volatile boolean closed;

    /** Not running yet. */
    Ticker(Runnable tick) {
        this.tick = tick;
    }

    void start() {
        Thread thread = new Thread(this::run, "ticker");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            tick.run();
            LockSupport.parkNanos(INTERVAL);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
