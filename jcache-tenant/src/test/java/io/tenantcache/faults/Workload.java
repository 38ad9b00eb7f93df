package io.tenantcache.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What the nodes do. A third of all reads are of one hot key, another one every while, and whoever changes it does so often: so that
 * reads, loads and changes of it meet. Then it is left alone, and what went wrong stays to be seen.
 *
 * @param keys the number of keys of each cache of each tenant
 * @param threads of each node
 * @param changes of ten thousand operations, those that change one key
 * @param wide of ten thousand operations, those that invalidate a cache or all caches of a tenant
 * @param pause the longest time between two operations of a thread
 * @param slowest the longest load: most take hardly any time, some anything up to that
 */
record Workload(int keys, int threads, int changes, int wide, Duration pause, Duration slowest) {

    static final int TEN_THOUSAND = 10_000;

    /** Chosen to be confused with each other, and with what lies beside them in Redis. */
    static final List<String> TENANTS = List.of("acme", "acme:inbox", "{acme}!scopes");

    static final List<String> CACHES = List.of("inbox", "inbox:k1");

    /** That of which all entries bear tags: it has no loader of its own, for what such a one loads bears none. */
    static final String TAGGED = CACHES.get(1);

    /** For how long a key is hot. */
    private static final long HOT_NANOS = Duration.ofMillis(400).toNanos();

    /** The key that is hot now, on all nodes. */
    Slot hot(long seed) {
        Random random = new Random(seed + 31 * (System.nanoTime() / HOT_NANOS));
        // The first numbers of similar seeds are similar.
        random.nextLong();
        return new Slot(any(TENANTS, random), any(CACHES, random), any(allKeys(), random));
    }

    static String any(List<String> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

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
                Long.toString(pause.toMillis()),
                Long.toString(slowest.toMillis()));
    }

    static Workload parse(String word) {
        List<Integer> numbers =
                List.of(word.split(",", -1)).stream().map(Integer::valueOf).toList();
        return new Workload(
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                Duration.ofMillis(numbers.get(4)),
                Duration.ofMillis(numbers.get(5)));
    }
}
