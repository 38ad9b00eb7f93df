package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As many caches in one manager as a large application has. */
class ManyCachesIT {

    private static final int CACHES = 500;
    /** Of heap, for an empty cache with one entry. */
    private static final long MOST_BYTES = 100_000;
    /** A round trip takes less than a millisecond. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void caches_areSmallAndLeaveNothing() {
        try (RedisProcess redis = RedisProcess.started()) {
            Set<Thread> before = threads();
            try (TenantCacheManager manager = opened(redis)) {
                use(manager.getOrCreateCache("first"));
                int threads = threads().size();
                long heap = usedHeap();
                long begin = System.nanoTime();
                List<TenantCache<String, String>> caches = new ArrayList<>();
                for (int i = 0; i < CACHES; i++) {
                    caches.add(manager.getOrCreateCache("cache" + i));
                    use(caches.get(i));
                }
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                long bytes = (usedHeap() - heap) / CACHES;
                System.out.println(CACHES + " caches: " + took.toMillis() + " ms, " + bytes + " bytes each");
                assertThat(took).isLessThan(LONGEST);
                assertThat(bytes).isLessThan(MOST_BYTES);
                assertThat(threads()).as("no thread of its own for a cache").hasSizeLessThanOrEqualTo(threads + 8);
                caches.forEach(TenantCache::close);
                assertThat(manager.getCacheNames()).containsExactly("first");
                assertThat(caches).allMatch(TenantCache::isClosed);
            }
            await("threads end")
                    .atMost(LONGEST)
                    .pollInSameThread()
                    .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        }
    }

    private static TenantCacheManager opened(RedisProcess redis) {
        return new TenantCachingProvider()
                .open(
                        URI.create("many"),
                        ManyCachesIT.class.getClassLoader(),
                        Configs.patient(redis.address()).build(),
                        Optional::empty);
    }

    private static void use(TenantCache<String, String> cache) {
        cache.put("k", "v");
        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.<String>invoke("k", (entry, none) -> entry.getValue())).isEqualTo("v");
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
