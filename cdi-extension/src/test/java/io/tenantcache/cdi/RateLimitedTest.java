package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.ratelimit.LimitState;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimitExceededException;
import io.tenantcache.ratelimit.RateLimiter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

/** Limits of the methods of beans. Windows are an hour: nothing comes back in the course of a test. */
class RateLimitedTest {

    record Account(String id) {}

    @ApplicationScoped
    static class Limited {

        @RateLimited(value = "three", limit = 3, window = "1h")
        public int three() {
            return 3;
        }

        @RateLimited("three")
        public int sameThree() {
            return 3;
        }

        @RateLimited(value = "five", limit = 5, window = "1h")
        @RateLimited(value = "two", limit = 2, window = "1h")
        public int both() {
            return 2;
        }

        @RateLimited("five")
        public int five() {
            return 5;
        }

        @RateLimited(value = "key", limit = 1, window = "1h", key = "{0.id}")
        public int keyed(Account account, String ignored) {
            return 1;
        }

        @RateLimited(value = "pair", limit = 2, window = "1h", key = "{0}")
        @RateLimited(value = "pair", key = "{1}")
        public int transfer(String from, String to) {
            return 1;
        }

        @RateLimited(value = "heavy", limit = 10, window = "1h", permits = 4)
        public int heavy() {
            return 4;
        }

        @RateLimited("heavy")
        public int light() {
            return 1;
        }

        @RateLimited(value = "tenant", limit = 2, window = "1h", per = "tenant")
        public int ofTenant() {
            return 1;
        }

        @RateLimited(value = "stage", limit = 1, window = "1h")
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture("a");
        }
    }

    @ApplicationScoped
    @RateLimited(value = "class", limit = 4, window = "1h")
    @RateLimited(value = "apart", limit = 2, window = "1h", per = "endpoint")
    static class OfClass {

        public int one() {
            return 1;
        }

        public int another() {
            return 2;
        }

        public int another(String overloaded) {
            return 2;
        }

        @RateLimited(value = "own", limit = 3, window = "1h")
        public int own() {
            return 3;
        }
    }

    @ApplicationScoped
    static class OfSubclass extends OfClass {}

    @ApplicationScoped
    static class Cached {

        private final AtomicInteger calls = new AtomicInteger();

        public int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "counted")
        @RateLimited(value = "counted", limit = 3, window = "1h")
        public int counted(int key) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "passed", exceptionCacheName = "failures")
        @RateLimited(value = "passed", limit = 2, window = "1h", countHits = "false")
        @RateLimited(value = "all", limit = 100, window = "1h")
        public int passed(int key) {
            return calls.incrementAndGet();
        }

        @RateLimited("passed")
        public int uncached() {
            return calls.incrementAndGet();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Twice {}

    /** Outside of the limits, as a retry may be that is ordered so. */
    @Twice
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    static class TwiceInterceptor {
        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            context.proceed();
            return context.proceed();
        }
    }

    @ApplicationScoped
    static class Repeated {
        @Twice
        @RateLimited(value = "repeated", limit = 3, window = "1h")
        public int twice() {
            return 1;
        }
    }

    @ApplicationScoped
    static class Plan implements RateLimitPlan {

        private final Map<String, Long> limits = new HashMap<>();

        void set(String tenant, long limit) {
            limits.put(tenant, limit);
        }

        @Override
        public Optional<RateLimit> limitFor(RateLimit configured, Tenant tenant) {
            return Optional.ofNullable(limits.get(tenant.id()))
                    .map(limit -> RateLimit.of("any other name", limit, configured.window()));
        }
    }

    @ApplicationScoped
    static class OfApi {
        @Inject
        RateLimiter limiter;

        boolean acquire() {
            return limiter.acquire(RateLimit.of("api", 1, Duration.ofHours(1)), "subject")
                    .allowed();
        }
    }

    private static void admits(int times, Runnable call) {
        for (int i = 0; i < times; i++) {
            call.run();
        }
        refuses(call);
    }

    private static void refuses(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(RateLimitExceededException.class);
    }

    private static Runnable as(String tenant, Runnable call) {
        return () -> TenantContext.run(Tenant.of(tenant), call);
    }

    @Test
    void method_overItsLimit() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(3, bean::three);
            assertThatThrownBy(bean::sameThree)
                    .asInstanceOf(type(RateLimitExceededException.class))
                    .satisfies(refused -> {
                        assertThat(refused.limit()).isEqualTo("three");
                        assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
                        LimitState state = refused.decision().refusedBy().orElseThrow();
                        assertThat(state.remaining()).isZero();
                        assertThat(state.limit().limit()).isEqualTo(3);
                        assertThat(state.reset()).isGreaterThanOrEqualTo(state.retryAfter());
                    });
        }
    }

    /** Refused by the one, it is not counted by the other. */
    @Test
    void method_severalLimits() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(2, bean::both);
            refuses(bean::both);
            admits(3, bean::five);
        }
    }

    /** A limit of the method and limits of its class have an interceptor each, and are one decision. */
    @Test
    void class_withOwnOfAMethod() {
        Map<String, String> settings = Map.of("tenantcache.ratelimit.apart.limit", "100");
        try (Application application = Application.configured(settings, OfClass.class)) {
            OfClass bean = application.bean(OfClass.class);
            admits(3, bean::own);
            refuses(bean::own);
            admits(1, bean::one);
            refuses(bean::another);
        }
    }

    @Test
    void class_perEndpoint() {
        Map<String, String> settings = Map.of("tenantcache.ratelimit.class.limit", "100");
        try (Application application = Application.configured(settings, OfClass.class)) {
            OfClass bean = application.bean(OfClass.class);
            admits(2, bean::one);
            admits(2, bean::another);
            admits(2, () -> bean.another("a"));
        }
    }

    @Test
    void class_inherited() {
        try (Application application = Application.of(OfSubclass.class)) {
            admits(2, application.bean(OfSubclass.class)::one);
        }
    }

    @Test
    void key_ofArguments() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(1, () -> bean.keyed(new Account("a"), "1"));
            admits(1, () -> bean.keyed(new Account("b"), "1"));
            refuses(() -> bean.keyed(new Account("a"), "2"));
            admits(1, () -> bean.keyed(new Account(""), "1"));
        }
    }

    @Test
    void key_ofTwoSubjects() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            bean.transfer("a", "b");
            bean.transfer("c", "a");
            refuses(() -> bean.transfer("a", "d"));
            refuses(() -> bean.transfer("d", "a"));
            admits(1, () -> bean.transfer("d", "b"));
        }
    }

    @Test
    void permits_refusalConsumesNothing() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(2, bean::heavy);
            refuses(bean::heavy);
            admits(2, bean::light);
        }
    }

    @Test
    void tenant_eachItsOwn() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(2, as("acme", bean::ofTenant));
            admits(2, as("globex:{}", bean::ofTenant));
            assertThatThrownBy(bean::ofTenant)
                    .isInstanceOf(TenantRequiredException.class)
                    .hasMessageContainingAll("rate limit 'tenant' ", "tenantcache.ratelimit.tenant.per");
        }
    }

    @Test
    void tenant_ownNumbers() {
        Map<String, String> settings = Map.of("tenantcache.ratelimit.tenant.tenants", "acme=4, globex=1");
        try (Application application = Application.configured(settings, Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(4, as("acme", bean::ofTenant));
            admits(1, as("globex", bean::ofTenant));
            admits(2, as("initech", bean::ofTenant));
        }
    }

    /** A plan that is changed holds at once, for what is counted already too. */
    @Test
    void tenant_plan() {
        try (Application application = Application.of(Limited.class, Plan.class)) {
            Limited bean = application.bean(Limited.class);
            Plan plan = application.bean(Plan.class);
            admits(2, as("acme", bean::ofTenant));
            plan.set("acme", 5);
            admits(3, as("acme", bean::ofTenant));
            plan.set("acme", 1);
            refuses(as("acme", bean::ofTenant));
            admits(2, as("globex", bean::ofTenant));
            admits(3, bean::three);
        }
    }

    @Test
    void stage_isThrown() {
        try (Application application = Application.of(Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(1, bean::stage);
        }
    }

    @Test
    void configuration_wins() {
        Map<String, String> settings = Map.of(
                "tenantcache.ratelimit.three.limit", "1",
                "tenantcache.ratelimit.three.per", "endpoint");
        try (Application application = Application.configured(settings, Limited.class)) {
            Limited bean = application.bean(Limited.class);
            admits(1, bean::three);
            admits(1, bean::sameThree);
        }
    }

    @Test
    void hits_areCounted() {
        try (Application application = Application.of(Cached.class)) {
            Cached bean = application.bean(Cached.class);
            admits(3, as("acme", () -> bean.counted(1)));
            assertThat(bean.calls()).isOne();
        }
    }

    /** A refusal is no failure of the method: no cache keeps it. */
    @Test
    void hits_pass() {
        try (Application application = Application.of(Cached.class)) {
            Cached bean = application.bean(Cached.class);
            for (int i = 0; i < 5; i++) {
                as("acme", () -> bean.passed(1)).run();
            }
            admits(1, as("acme", () -> bean.passed(2 + bean.calls())));
            assertThat(bean.calls()).isEqualTo(2);
            assertThatThrownBy(as("acme", () -> bean.passed(9))::run)
                    .asInstanceOf(type(RateLimitExceededException.class))
                    .extracting(RateLimitExceededException::limit)
                    .isEqualTo("passed");
            TenantContext.run(
                    Tenant.of("acme"),
                    () -> assertThat(application.cache("failures").iterator()).isExhausted());
            refuses(bean::uncached);
        }
    }

    @Test
    void hits_passWithoutACache() {
        try (Application application = Application.of(Cached.class)) {
            admits(2, application.bean(Cached.class)::uncached);
        }
    }

    @Test
    void method_calledAgain() {
        try (Application application = Application.of(Repeated.class, TwiceInterceptor.class)) {
            Repeated bean = application.bean(Repeated.class);
            admits(1, bean::twice);
        }
    }

    @Test
    void limiter_injected() {
        try (Application application = Application.of(OfApi.class)) {
            OfApi bean = application.bean(OfApi.class);
            assertThat(bean.acquire()).isTrue();
            assertThat(bean.acquire()).isFalse();
        }
    }
}
