package io.tenantcache.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.ratelimit.RateLimit.WhenAway;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limiter as an application has it. */
class SharedRateLimiterTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String subject = UUID.randomUUID().toString();
    private RedisProcess redis;
    private TenantCacheManager manager;
    private RateLimiter limiter;

    @BeforeEach
    void start() {
        redis = RedisProcess.started();
        manager = open(redis.address());
        limiter = manager.unwrap(RateLimiter.class);
    }

    @AfterEach
    void stop() {
        manager.close();
        redis.close();
    }

    private static TenantCacheManager open(@Nullable URI address) {
        TenantCacheConfig config = address == null
                ? TenantCacheConfig.builder().build()
                : Configs.patient(address).build();
        return new TenantCachingProvider()
                .open(URI.create("limits"), SharedRateLimiterTest.class.getClassLoader(), config, Optional::empty);
    }

    private LimitedSubject of(RateLimit limit) {
        return LimitedSubject.shared(limit, subject);
    }

    @Test
    void acquire() {
        RateLimit limit = RateLimit.of("sign-in", 2, MINUTE);

        Decision first = limiter.acquire(limit, subject);
        assertThat(first.allowed()).isTrue();
        assertThat(first.tightest())
                .hasValueSatisfying(state -> assertThat(state.remaining()).isEqualTo(1));
        assertThat(first.retryAfter()).isZero();
        limiter.acquire(limit, subject);
        Decision refused = limiter.acquire(limit, subject);

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.refusedBy()).map(LimitState::limit).contains(limit);
        assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(MINUTE);
        assertThat(limiter.acquire(limit, "another").allowed()).isTrue();
    }

    @Test
    void acquire_otherNode() {
        RateLimit limit = RateLimit.of("sign-in", 1, MINUTE);
        try (TenantCacheManager other = open(redis.address())) {
            assertThat(other.unwrap(RateLimiter.class).acquire(limit, subject).allowed())
                    .isTrue();
        }
        assertThat(limiter.acquire(limit, subject).allowed()).isFalse();
    }

    @Test
    void acquire_oneScriptForAllLimits() {
        List<LimitedSubject> four = List.of(
                of(RateLimit.of("global", 1_000, MINUTE)),
                new LimitedSubject(RateLimit.of("tenant", 500, MINUTE), Tenant.of("acme"), ""),
                of(RateLimit.of("ip", 100, MINUTE)),
                new LimitedSubject(RateLimit.of("user", 200, MINUTE), Tenant.of("acme"), subject));
        limiter.acquire(four, 1);
        RedisStatistics before = redis.statistics();

        assertThat(limiter.acquire(four, 1).states()).hasSize(4);

        Map<String, Long> calls = redis.statistics().callsSince(before);
        assertThat(calls.getOrDefault("evalsha", 0L) + calls.getOrDefault("eval", 0L))
                .isEqualTo(1);
    }

    @Test
    void refusal_isLocal() {
        RateLimit limit = RateLimit.of("sign-in", 1, MINUTE);
        limiter.acquire(limit, subject);
        limiter.acquire(limit, subject);
        RedisStatistics before = redis.statistics();

        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.acquire(limit, subject).allowed()).isFalse();
        }

        assertThat(redis.statistics().callsSince(before)).doesNotContainKeys("evalsha", "eval");
    }

    @Test
    void remembered_isTheRefusal_andCountsNothing() {
        RateLimit limit = RateLimit.of("sign-in", 2, MINUTE);
        List<LimitedSubject> subjects = List.of(of(limit));
        RedisStatistics before = redis.statistics();
        assertThat(limiter.remembered(subjects, 1)).isEmpty();
        assertThat(redis.statistics().callsSince(before)).doesNotContainKeys("evalsha", "eval");
        limiter.acquire(subjects, 2);
        assertThat(limiter.remembered(subjects, 1)).isEmpty();
        limiter.acquire(subjects, 1);
        assertThat(limiter.remembered(subjects, 1)).get().satisfies(refusal -> {
            assertThat(refusal.allowed()).isFalse();
            assertThat(refusal.retryAfter()).isPositive();
        });
        assertThatThrownBy(() -> limiter.remembered(subjects, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusal_endsInTime() {
        RateLimit limit = RateLimit.of("short", 3, Duration.ofMillis(300));
        for (int i = 0; i < 3; i++) {
            limiter.acquire(limit, subject);
        }
        Decision refused = limiter.acquire(limit, subject);
        long until = System.nanoTime() + refused.retryAfter().toNanos();

        await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() - until > 0);

        assertThat(limiter.acquire(limit, subject).allowed()).isTrue();
    }

    @Test
    void refusal_ofMoreOnly() {
        RateLimit limit = RateLimit.of("weighted", 10, MINUTE);
        limiter.acquire(List.of(of(limit)), 8);

        assertThat(limiter.acquire(List.of(of(limit)), 3).allowed()).isFalse();
        assertThat(limiter.acquire(List.of(of(limit)), 2).allowed()).isTrue();
    }

    @Test
    void refusal_notUnderAnotherLimit() {
        limiter.acquire(RateLimit.of("plan", 1, MINUTE), subject);
        limiter.acquire(RateLimit.of("plan", 1, MINUTE), subject);

        assertThat(limiter.acquire(RateLimit.of("plan", 2, MINUTE), subject).allowed())
                .isTrue();
    }

    @Test
    void look() {
        RateLimit limit = RateLimit.of("sign-in", 1, MINUTE);

        assertThat(limiter.look(List.of(of(limit))).allowed()).isTrue();
        assertThat(limiter.acquire(limit, subject).allowed()).isTrue();
        assertThat(limiter.look(List.of(of(limit))).allowed()).isFalse();
    }

    @Test
    void away() {
        RateLimit local = RateLimit.of("local", 4, MINUTE);
        RateLimit allow = new RateLimit("allow", 1, MINUTE, WhenAway.ALLOW);
        RateLimit deny = new RateLimit("deny", 100, MINUTE, WhenAway.DENY);
        limiter.acquire(local, subject);
        redis.kill();

        for (int i = 0; i < 4; i++) {
            assertThat(limiter.acquire(List.of(of(local), of(allow)), 1).allowed())
                    .isTrue();
        }
        assertThat(limiter.acquire(local, subject).allowed()).isFalse();
        assertThat(limiter.acquire(allow, subject).allowed()).isTrue();
        Decision denied = limiter.acquire(List.of(of(allow), of(deny)), 1);
        assertThat(denied.allowed()).isFalse();
        assertThat(denied.refusedBy()).map(LimitState::limit).contains(deny);

        redis.start();
        await().untilAsserted(() -> assertThat(
                        limiter.acquire(deny, UUID.randomUUID().toString()).allowed())
                .isTrue());
    }

    @Test
    void longSubjects() {
        String text = "x".repeat(10_000);
        RateLimit limit = RateLimit.of("long", 1, MINUTE);

        assertThat(limiter.acquire(limit, subject + text).allowed()).isTrue();
        assertThat(limiter.acquire(limit, subject + text).allowed()).isFalse();
        assertThat(limiter.acquire(limit, subject + text + "y").allowed()).isTrue();
        // Nor does it meet the text that stands for it.
        String standsForIt =
                LimitedSubject.shared(limit, subject + text).bounded().subject();
        assertThat(standsForIt).hasSizeLessThan(260);
        assertThat(limiter.acquire(limit, standsForIt).allowed()).isTrue();
        assertThat(limiter.acquire(limit, standsForIt.substring(1)).allowed()).isTrue();
    }

    @Test
    void memoryOnly() {
        try (TenantCacheManager alone = open(null)) {
            RateLimiter own = alone.unwrap(RateLimiter.class);
            RateLimit limit = RateLimit.of("sign-in", 1, MINUTE);

            assertThat(own.acquire(limit, subject).allowed()).isTrue();
            assertThat(own.acquire(limit, subject).allowed()).isFalse();
        }
    }

    @Test
    void arguments() {
        RateLimit limit = RateLimit.of("a", 2, MINUTE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.acquire(List.of(of(limit)), 3))
                .withMessageContaining("'a'")
                .withMessageContaining("1 to 2");
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.acquire(List.of(of(limit)), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.acquire(List.of(), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.acquire(List.of(of(limit), of(RateLimit.of("a", 3, MINUTE))), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of(" ", 1, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of("a", 0, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of("a", 1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of("a", 1, Duration.ofDays(32)));
        assertThat(of(limit).toString()).doesNotContain(subject);
    }
}
