package io.tenantcache.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The calls of {@link RateLimitShared} in turn, some of each after some of the other, in one JVM: where the machine is busy otherwise, that
 * falls on all of them alike, and the quick ones among the calls of each are those that nothing disturbed. The first of a turn is not
 * counted: another client has left the processor's caches to it. Prints some percentiles, in microseconds, and their ratios to those of
 * the plain script.
 */
public final class RateLimitInTurn {

    private static final int TURNS = 5_000;
    private static final int COUNTED = 4;
    private static final int CALLS = TURNS * COUNTED;
    private static final int[] PERCENTILES = {1, 10, 25, 50};

    private RateLimitInTurn() {}

    /** Runs them; takes no arguments. */
    public static void main(String[] arguments) {
        RateLimitShared calls = new RateLimitShared();
        calls.prepare();
        try {
            Map<String, BooleanSupplier> all = new LinkedHashMap<>();
            all.put("plain script", calls::plainScript);
            all.put("one limit", calls::oneLimit);
            all.put("one limit, first call", calls::oneLimitFirstCall);
            all.put("one limit, short window", calls::oneLimitShortWindow);
            all.put("one limit, many parts", calls::oneLimitManyParts);
            all.put("four limits", calls::fourLimits);
            all.put("Bucket4j", calls::bucket4j);
            all.put("Redisson", calls::redissonRateLimiter);
            all.put("refused", calls::refused);
            measure(all); // Until all of it is compiled.
            print(measure(all), System.out);
        } finally {
            calls.close();
        }
    }

    private static Map<String, long[]> measure(Map<String, BooleanSupplier> all) {
        Map<String, long[]> nanos = new LinkedHashMap<>();
        all.keySet().forEach(name -> nanos.put(name, new long[CALLS]));
        for (int turn = 0; turn < TURNS; turn++) {
            for (Map.Entry<String, BooleanSupplier> call : all.entrySet()) {
                boolean expected = call.getValue().getAsBoolean();
                long[] own = nanos.getOrDefault(call.getKey(), new long[CALLS]);
                for (int i = turn * COUNTED; i < (turn + 1) * COUNTED; i++) {
                    long begin = System.nanoTime();
                    boolean admitted = call.getValue().getAsBoolean();
                    own[i] = System.nanoTime() - begin;
                    if (admitted != expected) {
                        throw new IllegalStateException("Not what was to be measured");
                    }
                }
            }
        }
        nanos.values().forEach(Arrays::sort);
        return nanos;
    }

    private static void print(Map<String, long[]> nanos, PrintStream out) {
        long[] plain = nanos.values().iterator().next();
        nanos.forEach((name, own) -> {
            out.printf("%-24s", name);
            for (int percentile : PERCENTILES) {
                int at = CALLS * percentile / 100;
                out.printf("  p%d %7.2f (%.2f x)", percentile, own[at] / 1e3, (double) own[at] / plain[at]);
            }
            out.println();
        });
    }
}
