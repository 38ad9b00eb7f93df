package io.tenantcache.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has a recorder tick, until it is closed. */
final class Ticker implements AutoCloseable {

    private static final long INTERVAL = Duration.ofMillis(20).toNanos();

    private volatile boolean closed;

    private Ticker() {}

    /** A running one, for that node. */
    static Ticker of(Recorder recorder, int node) {
        Ticker ticker = new Ticker();
        Thread thread = new Thread(() -> ticker.run(recorder, node), "ticker");
        thread.setDaemon(true);
        thread.start();
        return ticker;
    }

    private void run(Recorder recorder, int node) {
        while (!closed) {
            recorder.tick(node);
            LockSupport.parkNanos(INTERVAL);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
