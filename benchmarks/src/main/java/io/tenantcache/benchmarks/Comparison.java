package io.tenantcache.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How all of them are measured; JMH's command line overrides it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
abstract class Comparison {

    /** Few enough for the processor's caches: what is measured is the cache, not the memory. */
    static final int KEYS = 512;

    private final String[] keys = new String[KEYS];
    private int next;

    Comparison() {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "key-" + i;
        }
    }

    final String[] keys() {
        return keys;
    }

    /** Each key in turn, for one thread. */
    final String nextKey() {
        next = (next + 1) & (KEYS - 1);
        return keys[next];
    }
}
