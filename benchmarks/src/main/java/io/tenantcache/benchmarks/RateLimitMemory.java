package io.tenantcache.benchmarks;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimiter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/**
 * What one subject takes in Redis, all its keys together, when all of the limit was used up evenly for more than a window: {@code MEMORY
 * USAGE}. A program and no JMH, for there is no time in it.
 */
public final class RateLimitMemory {

    private static final Duration WINDOW = Duration.ofSeconds(6);
    private static final List<Long> LIMITS = List.of(10L, 200L, 1_000L);
    private static final String SUBJECT = "192.0.2.77";

    private RateLimitMemory() {}

    /** Prints a table; takes no arguments. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        out.println("Bytes in Redis of a subject, by its limit");
        try (LoopbackRedis redis = LoopbackRedis.start();
                TenantCacheManager manager = TenantCaches.over(redis)) {
            for (long number : LIMITS) {
                RateLimit limit = RateLimit.of("limit", number, WINDOW);
                out.printf("%,6d %s%n", number, bytes(redis, manager.unwrap(RateLimiter.class), limit));
                redis.client().getKeys().flushall();
            }
        }
    }

    private static Map<String, Long> bytes(LoopbackRedis redis, RateLimiter limiter, RateLimit limit) {
        LimitPeers peers = new LimitPeers(redis, limit);
        peers.prepareRedisson(SUBJECT);
        // By what their keys have in their names.
        Map<String, Predicate<String>> all = new LinkedHashMap<>();
        all.put("!limit", subject -> limiter.acquire(limit, subject).allowed());
        all.put("plain", peers::fixedWindow);
        all.put("bucket4j", peers::bucket4j);
        all.put("redisson", peers::redisson);
        useUp(limit, all);
        Map<String, Long> bytes = new LinkedHashMap<>();
        all.keySet().forEach(name -> bytes.put(name, bytesOf(redis, name)));
        return bytes;
    }

    private static void useUp(RateLimit limit, Map<String, Predicate<String>> all) {
        long pause = limit.window().toNanos() / limit.limit();
        long next = System.nanoTime();
        long end = next + limit.window().toNanos() * 3 / 2;
        long admitted = 0;
        while (next - end < 0) {
            while (System.nanoTime() - next < 0) {
                Thread.onSpinWait();
            }
            for (Predicate<String> acquire : all.values()) {
                admitted += acquire.test(SUBJECT) ? 1 : 0;
            }
            next += pause;
        }
        if (admitted < limit.limit() * all.size()) {
            throw new IllegalStateException("The limits were not used up");
        }
    }

    private static long bytesOf(LoopbackRedis redis, String name) {
        RScript scripts = redis.client().getScript(StringCodec.INSTANCE);
        return StreamSupport.stream(redis.client().getKeys().getKeys().spliterator(), false)
                .filter(key -> key.contains(name))
                .mapToLong(key -> scripts.<Long>eval(
                        RScript.Mode.READ_ONLY,
                        "return redis.call('MEMORY', 'USAGE', KEYS[1])",
                        RScript.ReturnType.LONG,
                        List.of(key)))
                .sum();
    }
}
