package io.tenantcache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one noisy tenant does to the hit rates of 19 quiet ones, whose working sets fit the cache together. A program and no
 * JMH, for there is no time in it: all that is random has a fixed seed.
 */
public final class NearFairness {

    private static final int ENTRIES = 10_000;
    private static final int TENANTS = 20;
    private static final int NOISY = TENANTS - 1;
    private static final int READS = 2_000_000;
    /** Reads by the noisy tenant for one by each of the others. */
    private static final int RATE = 100;

    private static final double SKEW = 0.9;
    private static final int LARGE = 1_000_000;

    private static final List<Tenant> ALL =
            IntStream.range(0, TENANTS).mapToObj(i -> Tenant.of("tenant-" + i)).toList();

    private NearFairness() {}

    /** What the noisy tenant reads. */
    private enum Noise {
        /** Nothing. */
        NONE,
        /** Each key once. */
        SCAN,
        /** A working set a hundred times the size of the cache. */
        LARGE_SET
    }

    /** A cache for all tenants: a read of what it does not hold stores it. */
    private interface Contender extends AutoCloseable {

        /** Whether it was a hit. */
        boolean read(int tenant, int key);

        @Override
        default void close() {}
    }

    private record TenantKey(int tenant, int key) {}

    /** A cache of ours, in memory only. */
    private static final class Ours implements Contender {

        private Optional<Tenant> current = Optional.empty();
        private final TenantCacheManager manager;
        private final TenantCache<Integer, Integer> cache;

        Ours(Map<String, String> settings) {
            manager = TenantCaches.open(settings, () -> current);
            cache = manager.getOrCreateCache(TenantCaches.PER_TENANT);
        }

        @Override
        public boolean read(int tenant, int key) {
            current = Optional.of(ALL.get(tenant));
            if (cache.get(key) != null) {
                return true;
            }
            cache.put(key, key);
            return false;
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** Prints a table for each size of the quiet tenants' working sets; takes no arguments. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        for (int keys : new int[] {250, 450}) {
            out.printf("%nHit rates in %%: %d quiet tenants with %d keys each, %,d entries%n", NOISY, keys, ENTRIES);
            for (Noise noise : Noise.values()) {
                out.printf("%n%-34s %6s %6s %6s%n", noise, "quiet", "noisy", "all");
                report(out, "Caffeine", noise, keys, NearFairness::caffeine);
                report(out, "a Caffeine for each tenant", noise, keys, NearFairness::partitions);
                report(out, "ours, no floor and no ceiling", noise, keys, () -> ours("0%", "100%"));
                report(out, "ours, floor 2%, no ceiling", noise, keys, () -> ours("2%", "100%"));
                report(out, "ours, no floor, ceiling 50%", noise, keys, () -> ours("0%", "50%"));
                report(out, "ours, floor 2%, ceiling 50%", noise, keys, () -> ours("2%", "50%"));
                report(out, "ours, floor 2%, ceiling 10%", noise, keys, () -> ours("2%", "10%"));
            }
        }
    }

    private static Contender caffeine() {
        Cache<TenantKey, Integer> cache = Caffeine.newBuilder()
                .maximumSize(ENTRIES)
                .executor(Runnable::run)
                .build();
        return (tenant, key) -> isHit(cache, new TenantKey(tenant, key));
    }

    private static Contender partitions() {
        List<Cache<Integer, Integer>> caches = Stream.generate(() -> Caffeine.newBuilder()
                        .maximumSize(ENTRIES / TENANTS)
                        .executor(Runnable::run)
                        .<Integer, Integer>build())
                .limit(TENANTS)
                .toList();
        return (tenant, key) -> isHit(caches.get(tenant), key);
    }

    private static <K> boolean isHit(Cache<K, Integer> cache, K key) {
        if (cache.getIfPresent(key) != null) {
            return true;
        }
        cache.put(key, 0);
        return false;
    }

    private static Contender ours(String floor, String ceiling) {
        return new Ours(Map.of(
                "tenantcache.near.max-entries",
                Integer.toString(ENTRIES),
                "tenantcache.near.max-bytes",
                "100MB",
                "tenantcache.remote.ttl",
                "unlimited",
                "tenantcache.near.tenant-floor",
                floor,
                "tenantcache.near.tenant-ceiling",
                ceiling));
    }

    private static void report(PrintStream out, String name, Noise noise, int keys, Supplier<Contender> maker) {
        long[] reads = new long[2];
        long[] hits = new long[2];
        Random random = new Random(107);
        double[] quiet = zipf(keys);
        double[] large = zipf(LARGE);
        try (Contender contender = maker.get()) {
            for (int i = 0; i < READS; i++) {
                boolean loud = noise != Noise.NONE && random.nextInt(RATE + NOISY) < RATE;
                int tenant = loud ? NOISY : random.nextInt(NOISY);
                int key = !loud ? draw(quiet, random) : noise == Noise.SCAN ? i : draw(large, random);
                boolean hit = contender.read(tenant, key);
                // The first half fills it.
                if (i >= READS / 2) {
                    reads[loud ? 1 : 0]++;
                    hits[loud ? 1 : 0] += hit ? 1 : 0;
                }
            }
        }
        out.printf(
                "%-34s %6.1f %6.1f %6.1f%n",
                name,
                percent(hits[0], reads[0]),
                percent(hits[1], reads[1]),
                percent(hits[0] + hits[1], reads[0] + reads[1]));
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** The chances of the keys up to each, the most wanted first. */
    private static double[] zipf(int keys) {
        double[] chances = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1 / Math.pow(i + 1, SKEW);
            chances[i] = sum;
        }
        return chances;
    }

    private static int draw(double[] chances, Random random) {
        int found = Arrays.binarySearch(chances, random.nextDouble() * chances[chances.length - 1]);
        return found < 0 ? -found - 1 : found;
    }
}
