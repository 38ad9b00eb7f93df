package io.tenantcache.jcache;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that carry out operations of all kinds on some nodes, one after the other, until they are closed. */
final class MixedLoad implements AutoCloseable {

    private static final int KEYS = 50;

    private final List<Tenant> tenants;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile boolean ended;

    private MixedLoad(List<Tenant> tenants) {
        this.tenants = tenants;
    }

    /** A load by that many threads, each on one node. */
    static MixedLoad started(List<TenantCacheManager> nodes, List<Tenant> tenants, int threads, long seed) {
        MixedLoad load = new MixedLoad(tenants);
        for (int i = 0; i < threads; i++) {
            TenantCacheManager node = nodes.get(i % nodes.size());
            Random random = new Random(seed + i);
            Thread thread = new Thread(() -> load.work(node, random), "load-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    long operations() {
        return operations.get();
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    private void work(TenantCacheManager node, Random random) {
        while (!ended) {
            Tenant tenant = tenants.get(random.nextInt(tenants.size()));
            long start = System.nanoTime();
            try {
                TenantContext.run(tenant, () -> operate(node, random));
            } catch (Throwable e) {
                failures.add(e);
            }
            longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
            operations.incrementAndGet();
        }
    }

    private static void operate(TenantCacheManager node, Random random) {
        TenantCache<Integer, Integer> cache = node.getOrCreateCache("load");
        int key = random.nextInt(KEYS);
        switch (random.nextInt(10)) {
            case 0 -> cache.put(key, key);
            case 1 -> cache.remove(key);
            case 2 -> cache.getAll(Set.of(key, key + 1, key + 2));
            case 3 -> cache.putAll(Map.of(key, key, key + 1, key));
            case 4 -> cache.putIfAbsent(key, key);
            case 5 -> node.invalidate(Invalidation.ofCaches(List.of("load")));
            case 6 ->
                cache.invoke(key, (entry, none) -> {
                    entry.setValue(1);
                    return null;
                });
            case 7 -> cache.get(key);
            default -> cache.getOrLoad(key, k -> k);
        }
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
