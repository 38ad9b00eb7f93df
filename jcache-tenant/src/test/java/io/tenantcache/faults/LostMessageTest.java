package io.tenantcache.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheTrace;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.Tier;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** A message that a node misses while its connection stands. */
class LostMessageTest {

    /** Long enough that trust does not end because a thread was not scheduled. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private static final int KEPT = 50;

    private RedisProcess redis;
    private FaultProxy network;
    private TenantCacheManager listener;
    private TenantCacheManager other;
    private TenantCache<String, String> here;
    private TenantCache<String, String> there;

    @BeforeEach
    void open() {
        redis = RedisProcess.started();
        network = FaultProxy.to(redis);
        listener = node(network.address());
        other = node(redis.address());
        here = listener.getOrCreateCache("c");
        there = other.getOrCreateCache("c");
        there.put("missed", "old");
        IntStream.range(0, KEPT).forEach(i -> here.put("kept-" + i, "v"));
        awaitNear("missed", "old");
    }

    private static TenantCacheManager node(URI redis) {
        return new TenantCachingProvider()
                .open(
                        redis,
                        LostMessageTest.class.getClassLoader(),
                        TenantCacheConfig.builder()
                                .redis(settings -> settings.address(redis).coherenceBound(BOUND))
                                .build(),
                        Optional::empty);
    }

    @AfterEach
    void close() {
        listener.close();
        other.close();
        network.close();
        redis.close();
    }

    private void missAChange() {
        AtomicInteger lost = network.loseMessages(1, "missed");
        there.put("missed", "new");
        await().atMost(BOUND).until(() -> lost.get() > 0);
        network.heal();
    }

    @Test
    void gap_isCaughtUpFromTheLog_andTheRestIsKept() {
        missAChange();
        there.put("k", "v");
        awaitNear("missed", "new");
        assertThat(stillNear()).isEqualTo(KEPT);
    }

    @Test
    void gap_logTrimmed_everythingIsDropped() {
        missAChange();
        other.unwrap(RedissonClient.class).getKeys().delete("{*}!scopes!log");
        there.put("k", "v");
        awaitNear("missed", "new");
        assertThat(stillNear()).isZero();
    }

    @Test
    void lastMessage_isFoundByTheAudit_andTheRestIsKept() {
        missAChange();
        awaitNear("missed", "new");
        assertThat(stillNear()).isEqualTo(KEPT);
    }

    private void awaitNear(String key, String value) {
        await().atMost(BOUND).until(() -> value.equals(here.get(key)) && isNear(key));
    }

    private long stillNear() {
        return IntStream.range(0, KEPT).filter(i -> isNear("kept-" + i)).count();
    }

    private boolean isNear(String key) {
        try (CacheTrace trace = CacheTrace.start()) {
            here.get(key);
            return trace.answeredBy().orElseThrow() == Tier.NEAR;
        }
    }
}
