package io.tenantcache.cdi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.LimitState;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimitExceededException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Methods that a cache may answer for, with limits that count that and limits that do not. */
class CachedLimitsTest {

    private static final Tenant ACME = Tenant.of("acme");

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Counting {}

    /** Between the limits and the caches. */
    @Counting
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 145)
    static class CountingInterceptor {

        private static final AtomicInteger CALLS = new AtomicInteger();

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            CALLS.incrementAndGet();
            return context.proceed();
        }
    }

    @ApplicationScoped
    static class Mixed {

        private final AtomicInteger calls = new AtomicInteger();

        public int calls() {
            return calls.get();
        }

        @Counting
        @CacheResult(cacheName = "values")
        @RateLimited(value = "source", limit = 1, window = "1h", countHits = "false")
        @RateLimited(value = "caller", limit = 5, window = "1h")
        public int value(int key) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "stages")
        @RateLimited(value = "source", limit = 1, window = "1h", countHits = "false")
        @RateLimited(value = "caller", limit = 5, window = "1h")
        public CompletionStage<Integer> stage(int key) {
            return CompletableFuture.supplyAsync(calls::incrementAndGet);
        }

        @RateLimited(value = "source", limit = 1, window = "1h", countHits = "false")
        @RateLimited(value = "caller", limit = 5, window = "1h")
        public int uncached() {
            return calls.incrementAndGet();
        }

        @RateLimited("caller")
        public void counted() {
            // Nothing but the limit.
        }

        @CacheResult(cacheName = "failing", exceptionCacheName = "failures")
        @RateLimited(value = "source", limit = 1, window = "1h", countHits = "false")
        @RateLimited(value = "caller", limit = 5, window = "1h")
        public int failing(int key) throws IOException {
            throw new IOException("call " + calls.incrementAndGet());
        }

        @CacheResult(cacheName = "expired")
        @RateLimited(value = "source", limit = 1, window = "1h", countHits = "false")
        @RateLimited(value = "caller", limit = 5, window = "1h")
        public int stale(int key) {
            return calls.incrementAndGet();
        }
    }

    private static <T> T inTenant(Callable<T> call) {
        try {
            return TenantContext.call(ACME, call);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        }
    }

    private static void refused(String limit, Callable<?> call) {
        assertThatThrownBy(() -> inTenant(call))
                .isInstanceOfSatisfying(
                        RateLimitExceededException.class,
                        refused -> assertThat(refused.limit()).isEqualTo(limit));
    }

    private static int leftOfCaller(Application application) {
        Mixed bean = application.bean(Mixed.class);
        int left = 0;
        while (left < 10) {
            try {
                bean.counted();
            } catch (RateLimitExceededException none) {
                return left;
            }
            left++;
        }
        return left;
    }

    @Test
    void refusedByTheOne_isNotCountedByTheOther() {
        try (Application application = Application.of(Mixed.class)) {
            Mixed bean = application.bean(Mixed.class);
            assertThat(inTenant(() -> bean.value(1))).isEqualTo(1);
            for (int i = 2; i < 10; i++) {
                int key = i;
                refused("source", () -> bean.value(key));
            }
            assertThat(leftOfCaller(application)).isEqualTo(4);
        }
    }

    @Test
    void hits_areCountedByTheOne() {
        try (Application application = Application.of(Mixed.class, CountingInterceptor.class)) {
            Mixed bean = application.bean(Mixed.class);
            for (int i = 0; i < 5; i++) {
                assertThat(inTenant(() -> bean.value(1))).isEqualTo(1);
            }
            refused("caller", () -> bean.value(1));
            int asked = CountingInterceptor.CALLS.get();
            // Known by now: the cache is not asked.
            refused("caller", () -> bean.value(1));
            assertThat(CountingInterceptor.CALLS).hasValue(asked);
            assertThat(asked).isPositive();
            assertThat(bean.calls()).isOne();
        }
    }

    @Test
    void stage_refusedByTheOne_isNotCountedByTheOther() throws Exception {
        try (Application application = Application.of(Mixed.class)) {
            Mixed bean = application.bean(Mixed.class);
            assertThat(await(inTenant(() -> bean.stage(1)))).isEqualTo(1);
            for (int i = 2; i < 10; i++) {
                int key = i;
                CompletionStage<Integer> refused = inTenant(() -> bean.stage(key));
                assertThatThrownBy(() -> await(refused)).hasCauseInstanceOf(RateLimitExceededException.class);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(await(inTenant(() -> bean.stage(1)))).isEqualTo(1);
            }
            CompletionStage<Integer> refused = inTenant(() -> bean.stage(1));
            assertThatThrownBy(() -> await(refused)).hasCauseInstanceOf(RateLimitExceededException.class);
            // Known by now.
            refused("caller", () -> bean.stage(1));
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, SECONDS);
    }

    @Test
    void withoutACache_isOneDecision() {
        try (Application application = Application.of(Mixed.class)) {
            Mixed bean = application.bean(Mixed.class);
            bean.uncached();
            refused("source", bean::uncached);
            refused("source", bean::uncached);
            assertThat(leftOfCaller(application)).isEqualTo(4);
        }
    }

    /** What was thrown and is kept is an answer of the cache; a refusal is none of the method, and is not kept. */
    @Test
    void keptFailure_isAHit_andARefusalIsNotKept() {
        // Else it could not be kept anyway.
        Map<String, String> settings = Map.of("tenantcache.codec.allow", "io.tenantcache.ratelimit.*");
        try (Application application = Application.configured(settings, Mixed.class)) {
            Mixed bean = application.bean(Mixed.class);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> inTenant(() -> bean.failing(1))).hasRootCauseMessage("call 1");
            }
            refused("source", () -> bean.failing(2));
            TenantContext.run(
                    ACME,
                    () -> assertThat(application.cache("failures").iterator())
                            .toIterable()
                            .hasSize(1));
            assertThat(leftOfCaller(application)).isEqualTo(2);
        }
    }

    /** The source may not be asked: what is expired is an answer, which the limits of all calls count. */
    @Test
    void staleIfRefused_isCountedAsAnswered() {
        Map<String, String> settings = Map.of(
                "tenantcache.caches.expired.remote.ttl", "50ms",
                "tenantcache.caches.expired.stale.if-error", "1h");
        try (Application application = Application.configured(settings, Mixed.class)) {
            Mixed bean = application.bean(Mixed.class);
            assertThat(inTenant(() -> bean.stale(1))).isEqualTo(1);
            Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            for (int i = 0; i < 4; i++) {
                assertThat(inTenant(() -> bean.stale(1))).isEqualTo(1);
            }
            refused("caller", () -> bean.stale(1));
            assertThat(bean.calls()).isOne();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Held {}

    /** Between the caches and the limits of the source. */
    @Held
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 155)
    static class HeldInterceptor {

        private static volatile CountDownLatch begun = new CountDownLatch(1);
        private static volatile CountDownLatch released = new CountDownLatch(1);

        @AroundInvoke
        Object intercept(InvocationContext context) throws Exception {
            begun.countDown();
            assertThat(released.await(20, SECONDS)).isTrue();
            return context.proceed();
        }
    }

    @ApplicationScoped
    static class PerUser {

        @Held
        @CacheResult(cacheName = "users")
        @RateLimited(value = "each", limit = 1, window = "1h", countHits = "false", key = "{1}")
        public String value(@CacheKey int key, String user) {
            return "loaded for " + user;
        }

        @Held
        @CacheResult(cacheName = "both")
        @RateLimited(value = "each", limit = 1, window = "1h", countHits = "false", key = "{1}")
        @RateLimited(value = "calls", limit = 1, window = "1h", key = "{1}")
        public CompletionStage<String> both(@CacheKey int key, String user) {
            return CompletableFuture.completedFuture("loaded for " + user);
        }

        @Held
        @CacheResult(cacheName = "stages")
        @RateLimited(value = "each", limit = 1, window = "1h", countHits = "false", key = "{1}")
        public CompletionStage<String> stage(@CacheKey int key, String user) {
            return CompletableFuture.completedFuture("loaded for " + user);
        }
    }

    @Test
    void stage_ofAnother_isCountedAsAnswered_forTheTenantOfTheCall() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Application application = Application.of(PerUser.class, HeldInterceptor.class)) {
            PerUser bean = application.bean(PerUser.class);
            HeldInterceptor.begun = new CountDownLatch(1);
            HeldInterceptor.released = new CountDownLatch(1);
            Future<CompletionStage<String>> loading = threads.submit(() -> inTenant(() -> bean.both(1, "ann")));
            assertThat(HeldInterceptor.begun.await(20, SECONDS)).isTrue();
            CompletionStage<String> waiting = inTenant(() -> bean.both(1, "bob"));
            CompletionStage<Tenant> tenant = waiting.thenApply(value -> TenantContext.currentOrNull());
            assertThat(waiting.toCompletableFuture()).isNotDone();
            HeldInterceptor.released.countDown();
            assertThat(await(loading.get(20, SECONDS))).isEqualTo("loaded for ann");
            // Who waits for a future that has dependents may run them: so not for that one.
            assertThat(await(tenant)).isEqualTo(ACME);
            assertThat(await(waiting)).isEqualTo("loaded for ann");
            assertThatThrownBy(() -> await(inTenant(() -> bean.both(1, "bob"))))
                    .hasRootCauseInstanceOf(RateLimitExceededException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Of a limit that it asks by itself, for what it is worth to all who ask for that key. */
    @Test
    void refusalOfTheMethodItself_isAFailureAsAnyOther() {
        Map<String, String> settings = Map.of("tenantcache.codec.allow", "io.tenantcache.ratelimit.*");
        try (Application application = Application.configured(settings, Throttled.class)) {
            Throttled bean = application.bean(Throttled.class);
            for (int i = 0; i < 3; i++) {
                refused("upstream", () -> bean.value(1));
            }
            assertThat(bean.calls()).isOne();
        }
    }

    @ApplicationScoped
    static class Throttled {

        private final AtomicInteger calls = new AtomicInteger();

        public int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "throttled", exceptionCacheName = "throttles")
        public int value(int key) {
            calls.incrementAndGet();
            Duration hour = Duration.ofHours(1);
            throw new RateLimitExceededException(
                    new Decision(false, List.of(new LimitState(RateLimit.of("upstream", 1, hour), 0, hour, hour))));
        }
    }

    @Test
    void refusalOfTheCallerThatLoads_isNotThatOfThoseWhoWait() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Application application = Application.of(PerUser.class, HeldInterceptor.class)) {
            PerUser bean = application.bean(PerUser.class);
            HeldInterceptor.begun = new CountDownLatch(1);
            HeldInterceptor.released = new CountDownLatch(0);
            assertThat(inTenant(() -> bean.value(0, "ann"))).isEqualTo("loaded for ann");

            HeldInterceptor.begun = new CountDownLatch(1);
            HeldInterceptor.released = new CountDownLatch(1);
            Future<String> refused = threads.submit(() -> inTenant(() -> bean.value(1, "ann")));
            assertThat(HeldInterceptor.begun.await(20, SECONDS)).isTrue();
            FutureTask<String> waiting = new FutureTask<>(() -> inTenant(() -> bean.value(1, "bob")));
            Thread waiter = new Thread(waiting);
            waiter.start();
            awaitWaiting(waiter);
            HeldInterceptor.released.countDown();
            assertThatThrownBy(() -> refused.get(20, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(RateLimitExceededException.class);
            assertThat(waiting.get(20, SECONDS)).isEqualTo("loaded for bob");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stage_refusalOfTheCallerThatLoads_isNotThatOfThoseWhoWait() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Application application = Application.of(PerUser.class, HeldInterceptor.class)) {
            PerUser bean = application.bean(PerUser.class);
            HeldInterceptor.released = new CountDownLatch(0);
            assertThat(await(inTenant(() -> bean.stage(0, "ann")))).isEqualTo("loaded for ann");

            HeldInterceptor.begun = new CountDownLatch(1);
            HeldInterceptor.released = new CountDownLatch(1);
            Future<CompletionStage<String>> refused = threads.submit(() -> inTenant(() -> bean.stage(1, "ann")));
            assertThat(HeldInterceptor.begun.await(20, SECONDS)).isTrue();
            CompletionStage<String> waiting = inTenant(() -> bean.stage(1, "bob"));
            assertThat(waiting.toCompletableFuture()).isNotDone();
            HeldInterceptor.released.countDown();
            assertThatThrownBy(() -> await(refused.get(20, SECONDS)))
                    .hasRootCauseInstanceOf(RateLimitExceededException.class);
            assertThat(await(waiting)).isEqualTo("loaded for bob");
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitWaiting(Thread waiter) {
        Awaitility.await()
                .until(() ->
                        waiter.getState() == Thread.State.WAITING || waiter.getState() == Thread.State.TIMED_WAITING);
    }
}
