package io.tenantcache.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What an entry takes in memory beside its key and its value, which are made beforehand: the heap after a collection, with
 * the filled cache and without it. A program and no JMH, for there is no time in it.
 */
public final class NearMemory {

    private static final int ENTRIES = 1 << 20;
    private static final int ROUNDS = 3;

    private final String[] keys = new String[ENTRIES];
    private final String[] values = new String[ENTRIES];

    private NearMemory() {
        Arrays.setAll(keys, i -> "key-" + i);
        Arrays.setAll(values, i -> "value-" + i);
    }

    /** A cache: how to fill it, and what ends it. */
    private record Filled(Object cache, BiConsumer<String, String> put, Runnable close) {}

    /** Prints a table; takes no arguments. */
    public static void main(String[] arguments) {
        NearMemory memory = new NearMemory();
        PrintStream out = System.out;
        out.printf("Bytes of heap per entry of %,d, key and value not counted%n", ENTRIES);
        memory.report(out, "Caffeine, eternal", () -> caffeine(Caffeine.newBuilder()));
        memory.report(
                out,
                "Caffeine, expireAfterWrite",
                () -> caffeine(Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1))));
        memory.report(out, "shared", () -> ours(TenantCaches.SHARED));
        memory.report(out, "per tenant", () -> ours(TenantCaches.PER_TENANT));
    }

    private static Filled caffeine(Caffeine<Object, Object> builder) {
        var cache = builder.maximumSize(ENTRIES).<String, String>build();
        return new Filled(cache, cache::put, () -> {});
    }

    private static Filled ours(String name) {
        TenantCacheManager manager = TenantCaches.open(
                Map.of(
                        "tenantcache.near.max-entries", Integer.toString(ENTRIES),
                        "tenantcache.near.max-bytes", "1GB",
                        "tenantcache.near.ttl", "1h"),
                Optional::empty);
        TenantCache<String, String> cache = manager.getOrCreateCache(name);
        return new Filled(
                cache,
                (key, value) -> TenantContext.run(TenantCaches.ACME, () -> cache.put(key, value)),
                manager::close);
    }

    private void report(PrintStream out, String name, Supplier<Filled> maker) {
        double[] rounds = new double[ROUNDS];
        Arrays.setAll(rounds, round -> measure(maker));
        Arrays.sort(rounds);
        out.printf("%-28s %6.1f%n", name, rounds[ROUNDS / 2]);
    }

    private double measure(Supplier<Filled> maker) {
        Filled filled = maker.get();
        try {
            long before = usedAfterCollection();
            for (int i = 0; i < ENTRIES; i++) {
                filled.put().accept(keys[i], values[i]);
            }
            return (usedAfterCollection() - before) / (double) ENTRIES;
        } finally {
            // It keeps what was measured until here.
            filled.close().run();
        }
    }

    private static long usedAfterCollection() {
        long used = Long.MAX_VALUE;
        // Until a collection finds no more: the first one leaves what had to be finalised or was referred to weakly.
        for (long last = used - 1; last < used; ) {
            used = last;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            last = runtime.totalMemory() - runtime.freeMemory();
        }
        return used;
    }
}
