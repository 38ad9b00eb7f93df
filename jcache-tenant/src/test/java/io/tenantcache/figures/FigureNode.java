package io.tenantcache.figures;

import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import io.tenantcache.config.Tenancy;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node in a JVM of its own, whose commands measure something. */
final class FigureNode {

    private static final Tenant TENANT = Tenant.of("acme");
    private static final long LOAD_NANOS = Duration.ofMillis(200).toNanos();
    /** Between two reads: what is seen is seen so much later at the most, and the processor is left to the others. */
    private static final long PAUSE_NANOS = Duration.ofNanos(10_000).toNanos();

    private final TenantCacheManager manager;
    private final TenantCache<String, String> cache;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });
    private CompletableFuture<Long> gone = CompletableFuture.completedFuture(0L);

    private FigureNode(TenantCacheManager manager) {
        this.manager = manager;
        this.cache = manager.getOrCreateCache("inbox");
    }

    /** The node's own main; its argument is the address of Redis. */
    public static void main(String[] arguments) throws IOException {
        var config = Configs.patient(URI.create(arguments[0]))
                .tenancy(Tenancy.PER_TENANT)
                .build();
        try (TenantCacheManager manager = new TenantCachingProvider()
                .open(URI.create("node"), FigureNode.class.getClassLoader(), config, Optional::empty)) {
            FigureNode node = new FigureNode(manager);
            NodeProcess.serve(node::answer);
        }
    }

    private String answer(List<String> command) {
        try {
            return TenantContext.call(TENANT, () -> carryOut(command));
        } catch (Exception e) {
            return "!" + e.getClass().getName();
        }
    }

    private String carryOut(List<String> command) throws Exception {
        String key = command.get(1);
        return switch (command.get(0)) {
            case "load" -> load(key, Integer.parseInt(command.get(2)), Long.parseLong(command.get(3)));
            case "put" -> {
                cache.put(key, command.get(2));
                yield "done";
            }
            case "watch" -> watch(key, command.get(2));
            case "invalidate" -> {
                long begin = System.nanoTime();
                manager.invalidate(Invalidation.ofKey("inbox", key));
                yield begin + " " + System.nanoTime();
            }
            case "gone" -> gone.get().toString();
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    /** Has so many threads ask for the key at that moment; answers how many loads they caused, and what they got. */
    private String load(String key, int callers, long moment) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        List<CompletableFuture<String>> answers = Stream.generate(() -> inBackground(() -> {
                    LockSupport.parkNanos(moment - System.nanoTime());
                    return cache.getOrLoad(key, absent -> {
                        loads.incrementAndGet();
                        LockSupport.parkNanos(LOAD_NANOS);
                        return UUID.randomUUID().toString();
                    });
                }))
                .limit(callers)
                .toList();
        String got = answers.stream().map(CompletableFuture::join).distinct().collect(Collectors.joining(","));
        return loads + " " + got;
    }

    /** Waits until memory answers the value, and from then on sees when it does not any more. */
    private String watch(String key, String value) {
        boolean near = false;
        while (!near) {
            try (CacheTrace trace = CacheTrace.start()) {
                near = value.equals(cache.get(key)) && trace.answeredBy().equals(Optional.of(Tier.NEAR));
            }
        }
        gone = inBackground(() -> {
            while (value.equals(cache.get(key))) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            return System.nanoTime();
        });
        return "done";
    }

    private <T> CompletableFuture<T> inBackground(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return TenantContext.call(TENANT, task);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }
}
