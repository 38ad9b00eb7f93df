package io.tenantcache.cdi.operation;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread of one deployment that hands on what is due, and does nothing itself. It ends when there is nothing to wait for, and with
 * the deployment. Not the server's: what that has waiting when an application ends, and in which order it drops it, is its own.
 */
final class TimerThread implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor timer;

    TimerThread() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "tenantcache-timer", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(TimerThread.class.getClassLoader());
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the task after that time, which must not wait for anything.
     *
     * @throws java.util.concurrent.RejectedExecutionException if it is closed
     */
    Future<?> in(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What waits is dropped. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
