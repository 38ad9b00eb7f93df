package io.tenantcache.jcache;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one manager for what callers do not wait for. They end when there is nothing to do, and with the manager. */
final class Workers implements Executor, AutoCloseable {

    /** What wants to know that it will not run. */
    interface Task extends Runnable {

        /** The threads ended before it began. */
        void dropped();
    }

    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /** Threads that see the classes of that class loader. */
    Workers(ClassLoader classLoader) {
        AtomicInteger made = new AtomicInteger();
        int most = Math.max(2, Runtime.getRuntime().availableProcessors());
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "tenantcache-worker-" + made.incrementAndGet(), 0, false);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(classLoader);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** What runs is interrupted, and what waits is dropped. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Task task) {
                task.dropped();
            }
        }
    }
}
