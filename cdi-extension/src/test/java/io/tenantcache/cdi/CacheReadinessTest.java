package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.testing.RedisProcess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import javax.cache.CacheManager;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CacheReadinessTest {

    private static final Tenant ACME = Tenant.of("acme");

    @BeforeEach
    void answerPlainly() {
        HealthCheckResponse.setResponseProvider(new PlainHealthResponses());
    }

    @AfterEach
    void release() {
        HealthCheckResponse.setResponseProvider(null);
    }

    private static HealthCheckResponse check(Application application) {
        return application
                .beanManager()
                .createInstance()
                .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
    }

    private static Map<String, Object> data(Application application) {
        return check(application).getData().orElseThrow();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private static Application over(RedisProcess redis, boolean strict) {
        return Application.configured(Map.of(
                "tenantcache.redis.address", redis.address().toString(),
                "tenantcache.coherence.bound", "1s",
                "tenantcache.health.strict", Boolean.toString(strict)));
    }

    @Test
    void memoryOnly_up() {
        try (Application application = Application.of()) {
            assertThat(check(application).getName()).isEqualTo("tenantcache");
            TenantContext.run(ACME, () -> application.cache("c").get("k"));
            assertThat(check(application).getStatus()).isEqualTo(Status.UP);
            assertThat(data(application)).containsExactly(Map.entry("remote", "none"));
        }
    }

    @Test
    void redisAway_up_andItIsSaid() {
        try (RedisProcess redis = RedisProcess.started();
                Application application = over(redis, false)) {
            TenantContext.run(ACME, () -> application.cache("c").put("k", "v"));
            soon().untilAsserted(() -> assertThat(data(application))
                    .containsEntry("remote", "up")
                    .containsEntry("breaker", "closed")
                    .containsEntry("journal", 0L)
                    .containsEntry("near", "trusted"));
            redis.kill();
            TenantContext.run(ACME, () -> application.cache("c").put("k", "w"));
            soon().untilAsserted(() -> assertThat(data(application))
                    .containsEntry("remote", "away")
                    .containsEntry("breaker", "open")
                    .containsEntry("journal", 1L)
                    .containsEntry("near", "distrusted"));
            assertThat(check(application).getStatus()).isEqualTo(Status.UP);
            assertThat(data(application).toString())
                    .doesNotContain("acme")
                    .doesNotContain("127.0.0.1")
                    .doesNotContain(Integer.toString(redis.port()));
            redis.start();
            soon().untilAsserted(() -> assertThat(data(application)).containsEntry("remote", "up"));
        }
    }

    /** What asks for a cache by code alone. */
    @ApplicationScoped
    static class ByCode {
        @Inject
        CacheManager manager;
    }

    @Test
    void redisAway_strict_downBeforeAnyCacheIsUsed() {
        Map<String, String> settings = Map.of(
                "tenantcache.redis.address",
                "redis://127.0.0.1:" + RedisProcess.freePort(),
                "tenantcache.health.strict",
                "true");
        try (Application application = Application.configured(settings, ByCode.class)) {
            assertThat(check(application).getStatus()).isEqualTo(Status.DOWN);
            assertThat(data(application)).containsEntry("remote", "away");
        }
    }

    @Test
    void memoryOnly_strict_up() {
        try (Application application = Application.configured(Map.of("tenantcache.health.strict", "true"))) {
            assertThat(check(application).getStatus()).isEqualTo(Status.UP);
            assertThat(data(application)).containsExactly(Map.entry("remote", "none"));
        }
    }

    @Test
    void redisAway_strict_down() {
        try (RedisProcess redis = RedisProcess.started();
                Application application = over(redis, true)) {
            application.cache("c");
            soon().until(() -> check(application).getStatus() == Status.UP);
            redis.kill();
            soon().until(() -> check(application).getStatus() == Status.DOWN);
            assertThat(data(application)).containsEntry("remote", "away");
            redis.start();
            soon().until(() -> check(application).getStatus() == Status.UP);
        }
    }
}
