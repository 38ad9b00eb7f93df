package io.tenantcache.jcache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other, in the order in which they came, on the threads of an executor. */
final class SerialQueue {

    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialQueue(Executor executor) {
        this.executor = executor;
    }

    /**
     * Adds the task. Those behind it run even if it throws.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor was shut down
     */
    synchronized void add(Runnable task) {
        waiting.add(task);
        if (!running) {
            executor.execute(this::drain);
            running = true;
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            boolean ended = false;
            try {
                task.run();
                ended = true;
            } finally {
                if (!ended) {
                    // An error ends this thread; what waits runs on another.
                    executor.execute(this::drain);
                }
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        running = task != null;
        return task;
    }
}
