package io.tenantcache.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has a recorder tick, until it is closed. */
final class Ticker implements AutoCloseable {

    private static final long INTERVAL = Duration.ofMillis(20).toNanos();

    private final Recorder recorder;
    private final int node;
    private volatile boolean closed;

    /** For that node; not running yet. */
    Ticker(Recorder recorder, int node) {
        this.recorder = recorder;
        this.node = node;
    }

    void start() {
        Thread thread = new Thread(this::run, "ticker");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
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
