package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimitExceededException;
import io.tenantcache.ratelimit.RateLimiter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of docs/ratelimit.md. */
class RateLimitGuideTest {

    @ApplicationScoped
    static class Door {

        @RateLimited(value = "sign-in", limit = 10, window = "5m", per = "ip")
        @RateLimited(value = "everybody", limit = 1000, window = "1m")
        public void signIn(String name) {}

        @RateLimited(value = "of-tenant", limit = 1, window = "1h", per = "tenant")
        public void enter() {}
    }

    @ApplicationScoped
    static class Plans implements RateLimitPlan {

        @Override
        public Optional<RateLimit> limitFor(RateLimit configured, Tenant tenant) {
            return isPaying(tenant)
                    ? Optional.of(RateLimit.of(configured.name(), 10 * configured.limit(), configured.window()))
                    : Optional.empty();
        }

        private static boolean isPaying(Tenant tenant) {
            return tenant.id().equals("acme");
        }
    }

    @ApplicationScoped
    static class Exports {

        @Inject
        RateLimiter limiter;

        void export(String account) {
            Decision decision = limiter.acquire(RateLimit.of("export", 5, Duration.ofHours(1)), account);
            if (!decision.allowed()) {
                throw new RateLimitExceededException(decision);
            }
        }
    }

    private static int admitted(Runnable call) {
        int calls = 0;
        try {
            while (calls < 1000) {
                call.run();
                calls++;
            }
        } catch (RateLimitExceededException refused) {
            return calls;
        }
        return calls;
    }

    @Test
    void annotation_andSettings() {
        try (Application application = Application.of(Door.class)) {
            assertThat(admitted(() -> application.bean(Door.class).signIn("kim")))
                    .isEqualTo(10);
        }
        Map<String, String> settings = Map.of(
                "tenantcache.ratelimit.sign-in.limit", "20",
                "tenantcache.ratelimit.sign-in.window", "10m",
                "tenantcache.ratelimit.everybody.when-away", "allow");
        try (Application application = Application.configured(settings, Door.class)) {
            assertThat(admitted(() -> application.bean(Door.class).signIn("kim")))
                    .isEqualTo(20);
        }
    }

    @Test
    void plans() {
        try (Application application = Application.of(Door.class, Plans.class)) {
            Door door = application.bean(Door.class);
            assertThat(admitted(() -> TenantContext.run(Tenant.of("acme"), door::enter)))
                    .isEqualTo(10);
            assertThat(admitted(() -> TenantContext.run(Tenant.of("globex"), door::enter)))
                    .isEqualTo(1);
        }
    }

    @Test
    void code() {
        try (Application application = Application.of(Exports.class)) {
            Exports exports = application.bean(Exports.class);
            assertThat(admitted(() -> exports.export("a"))).isEqualTo(5);
            assertThatThrownBy(() -> exports.export("a"))
                    .hasMessageContaining("'export'")
                    .hasMessageNotContaining("'a'");
        }
    }
}
