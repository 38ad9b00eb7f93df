package io.tenantcache.jcache;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one manager for the loads that callers do not run themselves. A load never waits for a thread: it is refused if all
 * are taken. They end when there is nothing to do, and with the manager.
 */
final class LoadThreads implements Executor, AutoCloseable {

    /** What hangs in sources that do not answer takes threads until it gives up: there is an end to how many. */
    private static final int MOST = 256;

    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /** Threads that see the classes of that class loader. */
    LoadThreads(ClassLoader classLoader) {
        AtomicInteger made = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(null, task, "tenantcache-load-" + made.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            return thread;
        });
    }

    /**
     * Runs the load now.
     *
     * @throws RejectedExecutionException if all threads are taken, or the manager is closed
     */
    @Override
    public void execute(Runnable load) {
        threads.execute(load);
    }

    /** What runs is interrupted. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
