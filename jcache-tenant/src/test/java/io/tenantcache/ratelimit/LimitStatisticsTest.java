package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenantcache.CacheStatistics;
import io.tenantcache.LimitStatistics;
import io.tenantcache.RegionStatistics;
import io.tenantcache.StatisticsObserver;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.MetricsConfig;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfigBuilder;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.ratelimit.RateLimit.WhenAway;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitStatisticsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    @BeforeEach
    void empty() {
        redis.ask("FLUSHALL");
    }

    private static TenantCacheManager open(TenantCacheConfigBuilder config) {
        return new TenantCachingProvider()
                .open(
                        URI.create("counted"),
                        LimitStatisticsTest.class.getClassLoader(),
                        config.build(),
                        Optional::empty);
    }

    private static LimitedSubject of(RateLimit limit) {
        return LimitedSubject.shared(limit, "jane");
    }

    @Test
    void counted_byLimit() {
        RateLimit narrow = RateLimit.of("narrow", 2, MINUTE);
        RateLimit wide = RateLimit.of("wide", 100, MINUTE);
        try (TenantCacheManager manager = open(Configs.patient(redis.address()))) {
            RateLimiter limiter = manager.unwrap(RateLimiter.class);
            for (int i = 0; i < 5; i++) {
                limiter.acquire(List.of(of(narrow), of(wide)), 1);
            }
            limiter.look(List.of(of(narrow)));

            assertThat(manager.statistics().limits())
                    .extracting(
                            LimitStatistics::name,
                            LimitStatistics::admitted,
                            LimitStatistics::denied,
                            LimitStatistics::deniedFromMemory)
                    .containsExactly(tuple("narrow", 2L, 3L, 2L), tuple("wide", 2L, 0L, 0L));
        }
    }

    @Test
    void counted_away() {
        RateLimit local = RateLimit.of("local", 2, MINUTE);
        RateLimit allow = new RateLimit("allow", 1, MINUTE, WhenAway.ALLOW);
        RateLimit deny = new RateLimit("deny", 100, MINUTE, WhenAway.DENY);
        try (RedisProcess own = RedisProcess.started();
                TenantCacheManager manager = open(Configs.patient(own.address()))) {
            RateLimiter limiter = manager.unwrap(RateLimiter.class);
            own.kill();
            for (int i = 0; i < 3; i++) {
                limiter.acquire(List.of(of(local), of(allow)), 1);
            }
            limiter.acquire(List.of(of(allow), of(deny)), 1);

            assertThat(manager.statistics().limits())
                    .extracting(
                            LimitStatistics::name,
                            LimitStatistics::admitted,
                            LimitStatistics::denied,
                            LimitStatistics::decidedAlone,
                            LimitStatistics::allowedUncounted,
                            LimitStatistics::deniedUncounted)
                    .containsExactly(
                            tuple("local", 2L, 1L, 3L, 0L, 0L),
                            tuple("allow", 2L, 0L, 0L, 4L, 0L),
                            tuple("deny", 0L, 1L, 0L, 0L, 1L));
        }
    }

    @Test
    void counted_memoryOnly() {
        RateLimit limit = RateLimit.of("alone", 1, MINUTE);
        try (TenantCacheManager manager = open(TenantCacheConfig.builder())) {
            RateLimiter limiter = manager.unwrap(RateLimiter.class);
            limiter.acquire(limit, "jane");
            limiter.acquire(limit, "jane");

            assertThat(manager.statistics().limits())
                    .extracting(LimitStatistics::admitted, LimitStatistics::denied, LimitStatistics::decidedAlone)
                    .containsExactly(tuple(1L, 1L, 0L));
        }
    }

    @Test
    void names_areBounded() {
        try (TenantCacheManager manager = open(TenantCacheConfig.builder())) {
            RateLimiter limiter = manager.unwrap(RateLimiter.class);
            int names = LimitTallies.MOST_NAMES + 50;
            for (int i = 0; i < names; i++) {
                limiter.acquire(RateLimit.of("limit " + i, 1, MINUTE), "jane");
            }

            List<LimitStatistics> limits = manager.statistics().limits();
            assertThat(limits).hasSize(LimitTallies.MOST_NAMES + 1);
            assertThat(limits)
                    .filteredOn(limit -> limit.name().equals("other"))
                    .singleElement()
                    .satisfies(other -> assertThat(other.admitted()).isEqualTo(50));
        }
    }

    @Test
    void nothing_whereMetricsAreOff() {
        try (TenantCacheManager manager = open(TenantCacheConfig.builder().metrics(new MetricsConfig(false, 0)))) {
            manager.unwrap(RateLimiter.class).acquire(RateLimit.of("a", 1, MINUTE), "jane");

            assertThat(manager.statistics().limits()).isEmpty();
        }
    }

    @Test
    void observers_areTold() {
        try (TenantCacheManager manager = open(TenantCacheConfig.builder())) {
            RateLimiter limiter = manager.unwrap(RateLimiter.class);
            limiter.acquire(RateLimit.of("before", 1, MINUTE), "jane");
            List<String> told = new ArrayList<>();
            manager.statistics().observe(new StatisticsObserver() {
                @Override
                public void opened(CacheStatistics cache) {}

                @Override
                public void tracked(CacheStatistics cache, Tenant tenant, RegionStatistics region) {}

                @Override
                public void limited(LimitStatistics limit) {
                    told.add(limit.name());
                }

                @Override
                public void closed(CacheStatistics cache) {}
            });
            limiter.acquire(RateLimit.of("after", 1, MINUTE), "jane");
            limiter.acquire(RateLimit.of("after", 1, MINUTE), "joe");

            assertThat(told).containsExactly("before", "after");
        }
    }
}
