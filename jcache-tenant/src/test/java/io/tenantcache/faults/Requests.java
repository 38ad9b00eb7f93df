package io.tenantcache.faults;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Has a player make requests at a steady rate, whatever time they take, on as many threads as a server would have for them. The time of
 * each is counted from when it was due: one that had to wait for a thread took longer.
 */
final class Requests {

    private static final int THREADS = 64;

    private final Player player;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "request"));
    private final Queue<Request> done = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    private record Request(long due, long took) {}

    Requests(Player player) {
        this.player = player;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** From now on, until it is stopped. */
    void begin(int perSecond) {
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        daemon(() -> makeAll(interval), "requests").start();
    }

    void stop() {
        stopped = true;
    }

    private void makeAll(long interval) {
        for (long due = System.nanoTime(); !stopped; due += interval) {
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            long mine = due;
            threads.execute(() -> {
                player.request();
                done.add(new Request(mine, System.nanoTime() - mine));
            });
        }
    }

    /** The times in nanoseconds of the requests that were due between those two moments, parted by commas. */
    String took(long from, long to) {
        return done.stream()
                .filter(request -> request.due() >= from && request.due() < to)
                .map(request -> Long.toString(request.took()))
                .collect(Collectors.joining(","));
    }
}
