package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What bulk operations cost, as Redis counts it: a round trip is a script, for at most 500 keys; one that writes has at
 * most 4 MB of values, and the one with which it exceeds that.
 */
class BulkRoundTripsIT {

    private static final int ENTRIES = 10_000;
    private static final int SCRIPTS = ENTRIES / 500;

    private static RedisProcess redis;
    private static TenantCacheManager writing;
    private static TenantCacheManager reading;

    private TenantCache<Integer, String> here;
    /** On another node: what is written here is not in its near tier. */
    private TenantCache<Integer, String> there;

    @BeforeAll
    static void start() {
        redis = RedisProcess.started();
        writing = opened("writing");
        reading = opened("reading");
    }

    private static TenantCacheManager opened(String name) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        BulkRoundTripsIT.class.getClassLoader(),
                        // The first use of a connection costs a script too, which asks for the server behind it.
                        Configs.patient(redis.address())
                                .redis(connection -> connection.poolSize(1))
                                .build(),
                        Optional::empty);
    }

    @AfterAll
    static void stop() {
        reading.close();
        writing.close();
        redis.close();
    }

    @BeforeEach
    void create(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        here = writing.getOrCreateCache(name);
        there = reading.getOrCreateCache(name);
        // Redis learns the scripts by these.
        here.put(-1, "v");
        there.getAndRemove(-1);
        there.invoke(-1, (entry, none) -> entry.getValue());
    }

    @Test
    void putAll_getAll_removeAll() {
        Map<Integer, String> values = values(ENTRIES, "v");
        assertThat(scriptsOf(() -> here.putAll(values))).isEqualTo(SCRIPTS);
        assertThat(scriptsOf(() -> assertThat(there.getAll(values.keySet())).isEqualTo(values)))
                .isEqualTo(SCRIPTS);
        assertThat(scriptsOf(() -> here.removeAll(values.keySet()))).isEqualTo(SCRIPTS);
        assertThat(scriptsOf(() -> assertThat(here.getAll(values.keySet())).isEmpty()))
                .isEqualTo(SCRIPTS);
    }

    /** One round reads and one writes, where no other writer comes between. */
    @Test
    void invokeAll() {
        Map<Integer, String> values = values(ENTRIES, "v");
        here.putAll(values);
        Set<Integer> keys = values.keySet();
        assertThat(scriptsOf(() -> there.invokeAll(keys, (entry, none) -> {
                    entry.setValue(entry.getValue() + "w");
                    return null;
                })))
                .isEqualTo(2 * SCRIPTS);
        values.replaceAll((key, value) -> value + "w");
        assertThat(there.getAll(keys)).isEqualTo(values);
    }

    @Test
    void putAll_ofLargeValues() {
        // Forty of them make 4 MB, and the next one more.
        Map<Integer, String> values = values(200, "v".repeat(4 * 1024 * 1024 / 40));
        assertThat(scriptsOf(() -> here.putAll(values))).isBetween(4L, 5L);
        assertThat(scriptsOf(() -> assertThat(there.getAll(values.keySet())).isEqualTo(values)))
                .isEqualTo(1);
    }

    private static Map<Integer, String> values(int count, String value) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(i -> i, i -> value + i, (one, other) -> one, HashMap::new));
    }

    private static long scriptsOf(Runnable operation) {
        RedisStatistics before = redis.statistics();
        operation.run();
        // By their digests, which Redis knows by now.
        return redis.statistics().callsSince(before).getOrDefault("evalsha", 0L);
    }
}
