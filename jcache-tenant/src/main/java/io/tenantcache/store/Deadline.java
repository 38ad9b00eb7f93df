package io.tenantcache.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The end of an operation's time, whatever the number of its round trips.
 *
 * @param budget the time that it was given
 * @param endNanos in {@link System#nanoTime()}
 */
public record Deadline(Duration budget, long endNanos) {

    /** That time, from now on. */
    public static Deadline in(Duration budget) {
        return new Deadline(budget, System.nanoTime() + budget.toNanos());
    }

    /** Whether there is no time left. */
    public boolean isOver() {
        return endNanos - System.nanoTime() <= 0;
    }

    /** Waits for the answer; one that comes later is dropped. */
    public <T> T await(CompletableFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
