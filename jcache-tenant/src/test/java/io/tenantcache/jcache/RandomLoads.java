package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads of some keys, by callers that wait and by such that do not, from a source that answers late and in any order, while the keys
 * change. A read must not get what was outdated before it began.
 */
final class RandomLoads implements AutoCloseable {

    private static final int KEYS = 3;
    private static final int STEPS = 200;

    private final TenantCache<String, String> cache;
    private final ScheduledExecutorService source = Executors.newScheduledThreadPool(2);
    private final AtomicIntegerArray versions = new AtomicIntegerArray(KEYS);
    private final AtomicIntegerArray outdatedBefore = new AtomicIntegerArray(KEYS);
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<String> outdated = new ConcurrentLinkedQueue<>();
    private final Random delays;

    RandomLoads(TenantCache<String, String> cache, long seed) {
        this.cache = cache;
        this.delays = new Random(seed);
    }

    /** As many steps as one caller takes; ends when all of its reads have. */
    void run(long seed) {
        Random random = new Random(seed);
        List<CompletableFuture<?>> pending = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int key = random.nextInt(KEYS);
            int choice = random.nextInt(10);
            TenantContext.run(ACME, () -> {
                if (choice == 0) {
                    change(key);
                } else if (choice < 4) {
                    int least = outdatedBefore.get(key);
                    check(key, least, cache.<RuntimeException>getOrLoad("k" + key, k -> ask(key).join()), false);
                } else {
                    int least = outdatedBefore.get(key);
                    pending.add(cache.getOrLoadAsync("k" + key, k -> ask(key))
                            .thenAccept(value -> check(key, least, value, true))
                            .toCompletableFuture());
                }
            });
        }
        CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private void change(int key) {
        int version = versions.incrementAndGet(key);
        boolean unused = cache.remove("k" + key);
        outdatedBefore.accumulateAndGet(key, version, Math::max);
    }

    /** The version at this moment, some time later. */
    private CompletableFuture<String> ask(int key) {
        String version = Integer.toString(versions.get(key));
        CompletableFuture<String> answer = new CompletableFuture<>();
        int micros;
        synchronized (delays) {
            micros = delays.nextInt(3_000);
        }
        var unused = source.schedule(() -> answer.complete(version), micros, TimeUnit.MICROSECONDS);
        return answer;
    }

    private void check(int key, int least, @Nullable String value, boolean isAsync) {
        reads.incrementAndGet();
        if (value == null || Integer.parseInt(value) < least) {
            outdated.add("k" + key + (isAsync ? ", asynchronously: " : ": ") + value + " after " + least);
        }
    }

    int reads() {
        return reads.get();
    }

    List<String> outdated() {
        return List.copyOf(outdated);
    }

    @Override
    public void close() {
        source.shutdownNow();
    }
}
