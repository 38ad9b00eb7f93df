package io.tenantcache.benchmarks;

import io.tenantcache.Invalidation;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redisson.api.RKeys;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

/**
 * What it costs to outdate all entries that a tenant has in a cache, beside what else is done to that end. A program and no JMH: an
 * invalidation is measured once, on what was filled for it. It fails if ours costs more commands for a million entries than for ten.
 */
public final class RegionInvalidation {

    private static final int[] SIZES = {10, 10_000, 1_000_000};
    private static final int BATCH = 1_000;
    private static final Pattern COSTS = Pattern.compile("calls=(\\d+),usec=(\\d+)");

    private final LoopbackRedis redis;
    private final RedissonClient client;
    private final PrintStream out;

    private RegionInvalidation(LoopbackRedis redis, PrintStream out) {
        this.redis = redis;
        this.client = redis.client();
        this.out = out;
    }

    /** How often a command was called, and how long that took Redis. */
    private record Cost(long calls, long micros) {}

    /** Prints a line for each way and size; takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        try (LoopbackRedis redis = LoopbackRedis.start()) {
            RegionInvalidation all = new RegionInvalidation(redis, System.out);
            // So that the first of those that are printed does not pay for the classes.
            all.warmUp();
            List<Map<String, Long>> ours = new ArrayList<>();
            System.out.printf("%-28s %9s %10s %10s  %s%n", "", "entries", "ms", "in Redis", "commands");
            for (int size : SIZES) {
                ours.add(all.ours(size, "ours"));
                all.scanAndUnlink(size, "SCAN and UNLINK");
                all.clearMap(size, "Redisson's RMap.clear");
            }
            if (ours.stream().distinct().count() != 1) {
                throw new IllegalStateException("The cost depends on the number of entries: " + ours);
            }
        }
    }

    private void warmUp() throws Exception {
        for (int i = 0; i < 10; i++) {
            ours(100, "");
            scanAndUnlink(100, "");
            clearMap(100, "");
        }
    }

    private Map<String, Long> ours(int size, String name) throws Exception {
        try (TenantCacheManager manager = TenantCaches.over(redis)) {
            return TenantContext.call(TenantCaches.ACME, () -> {
                TenantCache<String, String> cache = manager.getOrCreateCache(TenantCaches.PER_TENANT);
                inBatches(size, cache::putAll);
                Invalidation all = Invalidation.ofCaches(List.of(TenantCaches.PER_TENANT));
                Map<String, Long> commands = measure(name, size, () -> manager.invalidate(all));
                require(cache.get("key-0") == null);
                return commands;
            });
        } finally {
            client.getKeys().flushall();
        }
    }

    private void scanAndUnlink(int size, String name) {
        inBatches(size, entries -> {
            Map<String, String> named = new HashMap<>();
            entries.forEach((key, value) -> named.put("acme:" + key, value));
            client.getBuckets(StringCodec.INSTANCE).set(named);
        });
        RKeys keys = client.getKeys();
        measure(name, size, () -> {
            List<String> found = new ArrayList<>();
            for (String key :
                    keys.getKeys(KeysScanOptions.defaults().pattern("acme:*").chunkSize(BATCH))) {
                found.add(key);
                if (found.size() == BATCH) {
                    keys.unlink(found.toArray(String[]::new));
                    found.clear();
                }
            }
            if (!found.isEmpty()) {
                keys.unlink(found.toArray(String[]::new));
            }
        });
        require(keys.count() == 0);
    }

    private void clearMap(int size, String name) {
        RMap<String, String> map = client.getMap("acme", StringCodec.INSTANCE);
        inBatches(size, map::putAll);
        measure(name, size, map::clear);
        require(map.isEmpty());
    }

    private static void require(boolean isGone) {
        if (!isGone) {
            throw new IllegalStateException("There is something left");
        }
    }

    private interface Sink {
        void put(Map<String, String> entries);
    }

    private static void inBatches(int size, Sink sink) {
        Map<String, String> batch = new HashMap<>();
        for (int i = 0; i < size; i++) {
            batch.put("key-" + i, "v");
            if (batch.size() == BATCH || i == size - 1) {
                sink.put(batch);
                batch.clear();
            }
        }
    }

    /** Answers how often each command was called, in scripts too, without those by which nodes hear that they are there. */
    private Map<String, Long> measure(String name, int size, Runnable invalidation) {
        Map<String, Cost> before = costs();
        long start = System.nanoTime();
        invalidation.run();
        long took = System.nanoTime() - start;
        Map<String, Long> calls = new TreeMap<>();
        Map<String, Long> micros = new TreeMap<>();
        costs().forEach((command, cost) -> {
            Cost earlier = before.getOrDefault(command, new Cost(0, 0));
            if (cost.calls() > earlier.calls() && !command.equals("info") && !command.equals("ping")) {
                calls.put(command, cost.calls() - earlier.calls());
                micros.put(command, cost.micros() - earlier.micros());
            }
        });
        if (!name.isEmpty()) {
            // A script's time holds that of its commands.
            long inRedis = micros.containsKey("evalsha")
                    ? micros.get("evalsha")
                    : micros.values().stream().mapToLong(Long::longValue).sum();
            out.printf("%-28s %,9d %10.2f %10.2f  %s%n", name, size, took / 1e6, inRedis / 1e3, calls);
        }
        return calls;
    }

    private Map<String, Cost> costs() {
        Map<String, Cost> costs = new TreeMap<>();
        client.getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .info(RedisNode.InfoSection.COMMANDSTATS)
                .forEach((name, value) -> {
                    Matcher cost = COSTS.matcher(value);
                    if (cost.find()) {
                        costs.put(
                                name.replace("cmdstat_", ""),
                                new Cost(Long.parseLong(cost.group(1)), Long.parseLong(cost.group(2))));
                    }
                });
        return costs;
    }
}
