package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.CacheStatistics;
import io.tenantcache.LimitStatistics;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimiter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/metrics.md}. */
class StatisticsExampleTest {

    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."));

    private final List<List<Object>> reported = new ArrayList<>();

    private void report(Object... figures) {
        reported.add(Arrays.asList(figures));
    }

    @Test
    void example_runs() {
        try (TenantCacheManager manager = new TenantCachingProvider()
                .open(
                        URI.create("example"),
                        getClass().getClassLoader(),
                        TenantCacheConfig.builder().build(),
                        Optional::empty)) {
            manager.getOrCreateCache("c").get("k");
            for (CacheStatistics cache : manager.statistics().caches()) {
                report(cache.cacheName(), cache.hitRate(), cache.remoteReads().percentile(0.99));
            }
            manager.unwrap(RateLimiter.class).acquire(RateLimit.of("sign-in", 10, Duration.ofMinutes(5)), "jane");
            for (LimitStatistics limit : manager.statistics().limits()) {
                report(limit.name(), limit.admitted(), limit.denied());
            }
            manager.statistics().remote().ifPresent(remote -> report(remote.health(), remote.coherenceLag()));
            assertThat(reported).hasSize(2);
            assertThat(reported.get(0)).startsWith("c", 0.0);
            assertThat(reported.get(1)).containsExactly("sign-in", 1L, 0L);
        }
    }

    @Test
    void example_isThatOfThePage() throws Exception {
        String page = Files.readString(FOLDER.resolve("../docs/metrics.md"));
        int begin = page.indexOf("```java\n") + "```java\n".length();
        String own = Files.readString(FOLDER.resolve("src/test/java/io/tenantcache/jcache/StatisticsExampleTest.java"));
        assertThat(page.substring(begin, page.indexOf("```", begin)).lines().map(String::strip))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(own).contains(line));
    }
}
