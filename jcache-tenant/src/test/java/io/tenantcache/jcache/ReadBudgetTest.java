package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.RemoteHealth;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** A read waits for its budget at the most, though a change may wait for longer. */
class ReadBudgetTest {

    private static final Duration BUDGET = Duration.ofMillis(400);
    /** Far from the budget, for a loaded machine, and from what a change may take. */
    private static final Duration MOST = Duration.ofSeconds(2);

    private static final String BUSY = """
            local began = redis.call('TIME')
            repeat
              local now = redis.call('TIME')
            until (now[1] - began[1]) * 1000000 + now[2] - began[2] > 200000
            return 1
            """;

    private static TenantCacheManager node(RedisProcess redis) {
        TenantCacheConfig config = TenantCacheConfig.builder()
                .redis(settings -> settings.address(redis.address())
                        .timeout(Configs.LONGEST_TIMEOUT)
                        .connectTimeout(Configs.LONGEST_TIMEOUT)
                        .readBudget(BUDGET))
                .build();
        return new TenantCachingProvider()
                .open(URI.create("budget"), ReadBudgetTest.class.getClassLoader(), config, Optional::empty);
    }

    @Test
    void get_redisHangs_answersAfterTheBudget_andIsAFailureOfTheBreaker() {
        try (RedisProcess redis = RedisProcess.started();
                TenantCacheManager manager = node(redis)) {
            TenantCache<String, String> cache = manager.getOrCreateCache("c");
            cache.put("other", "v");
            redis.pause();
            for (int i = 0; i < 3; i++) {
                int key = i;
                assertThat(timeOf(() -> cache.<RuntimeException>getOrLoad("k" + key, absent -> "loaded")))
                        .isBetween(BUDGET, MOST);
            }
            assertThat(manager.remoteHealth().orElseThrow().state()).isNotEqualTo(RemoteHealth.State.CLOSED);
            redis.resume();
        }
    }

    @Test
    void getAll_manyParts_haveTheBudgetTogether() throws Exception {
        try (RedisProcess redis = RedisProcess.started();
                TenantCacheManager manager = node(redis);
                TenantCacheManager busy = node(redis)) {
            TenantCache<Integer, String> cache = manager.getOrCreateCache("c");
            Set<Integer> keys = IntStream.range(0, 20_000).boxed().collect(Collectors.toSet());
            cache.get(1);
            AtomicBoolean over = new AtomicBoolean();
            Thread load = new Thread(() -> {
                RScript script = busy.unwrap(RedissonClient.class).getScript(StringCodec.INSTANCE);
                while (!over.get()) {
                    script.eval(RScript.Mode.READ_ONLY, BUSY, RScript.ReturnType.LONG);
                }
            });
            load.start();
            try {
                // Each of the forty parts may wait for the other client: without a common budget, eight seconds.
                assertThat(timeOf(() -> cache.getAll(keys))).isLessThan(MOST);
            } finally {
                over.set(true);
                load.join();
            }
        }
    }

    private static Duration timeOf(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
