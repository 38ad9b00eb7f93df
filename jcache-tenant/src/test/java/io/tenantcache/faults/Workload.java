package io.tenantcache.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the nodes do.
 *
 * @param keys the number of keys of each cache of each tenant
 * @param threads of each node
 * @param changes of ten thousand operations, those that change one key
 * @param wide of ten thousand operations, those that invalidate a cache or all caches of a tenant
 * @param pause the longest time between two operations of a thread
 */
record Workload(int keys, int threads, int changes, int wide, Duration pause) {

    static final int TEN_THOUSAND = 10_000;

    /** Chosen to be confused with each other, and with what lies beside them in Redis. */
    static final List<String> TENANTS = List.of("acme", "acme:inbox", "{acme}!scopes");

    static final List<String> CACHES = List.of("inbox", "inbox:k1");

    /** Those of one cache. */
    List<String> allKeys() {
        return IntStream.range(0, keys)
                .mapToObj(i -> (i % 3 == 0 ? "inbox:k" : "k") + i)
                .toList();
    }

    /** A word that {@link #parse} reads. */
    String format() {
        return String.join(
                ",",
                Integer.toString(keys),
                Integer.toString(threads),
                Integer.toString(changes),
                Integer.toString(wide),
                Long.toString(pause.toMillis()));
    }

    static Workload parse(String word) {
        List<Integer> numbers =
                List.of(word.split(",")).stream().map(Integer::valueOf).toList();
        return new Workload(
                numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), Duration.ofMillis(numbers.get(4)));
    }
}
