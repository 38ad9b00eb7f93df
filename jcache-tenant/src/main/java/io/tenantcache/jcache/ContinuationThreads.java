package io.tenantcache.jcache;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one manager for what follows when something has come that no thread was held for. They end when there is nothing to
 * do, and with the manager.
 */
final class ContinuationThreads implements Executor, AutoCloseable {

    /** They wait for Redis, and for nothing else: as many round trips as that are under way at once. */
    private static final int MOST = 16;

    private static final int IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor steps;
    private final Executor others;

    /**
     * Threads that see the classes of that class loader.
     *
     * @param others for what may take long, as long as there are some
     */
    ContinuationThreads(ClassLoader classLoader, Executor others) {
        AtomicInteger made = new AtomicInteger();
        this.others = others;
        steps = new ScheduledThreadPoolExecutor(MOST, task -> {
            Thread thread = new Thread(null, task, "tenantcache-continuation-" + made.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            return thread;
        });
        steps.setRemoveOnCancelPolicy(true);
        steps.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        steps.allowCoreThreadTimeOut(true);
    }

    /** For the cache's own steps, which wait for Redis at the most. */
    ScheduledExecutorService steps() {
        return steps;
    }

    /**
     * Runs what may take long, such as an application's callback: on a thread of others, and on one of these if all of those are taken.
     *
     * @throws RejectedExecutionException if the manager is closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            others.execute(task);
        } catch (RejectedExecutionException e) {
            steps.execute(task);
        }
    }

    /** What runs is interrupted, and what waits is dropped. */
    @Override
    public void close() {
        steps.shutdownNow();
    }
}
