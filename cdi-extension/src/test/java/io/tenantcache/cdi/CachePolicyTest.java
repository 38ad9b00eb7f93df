package io.tenantcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;

class CachePolicyTest {

    record Order(long id, String state) {}

    /** As a bean, since it has what only a bean can have. */
    @ApplicationScoped
    static class ByState implements ResultPolicy<Order> {
        @Inject
        TenantCacheManager manager;

        @Override
        public EntryOptions optionsOf(Order order) {
            assertThat(manager.isClosed()).isFalse();
            return switch (order.state()) {
                case "open" -> EntryOptions.tagged("open").withTimeToLive(Duration.ofSeconds(5));
                case "broken" -> throw new IllegalStateException("no policy");
                default -> EntryOptions.none();
            };
        }
    }

    static class Plain implements ResultPolicy<Object> {
        @Override
        public EntryOptions optionsOf(Object value) {
            return EntryOptions.none().withTimeToLive(Duration.ofSeconds(7));
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "orders")
    @CachePolicy(ttl = "100s", result = ByState.class)
    static class Orders {
        final AtomicInteger calls = new AtomicInteger();
        volatile CountDownLatch gate = new CountDownLatch(0);

        int calls() {
            return calls.get();
        }

        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        @CacheResult
        @CacheTag("order:{id}")
        Optional<Order> find(@CacheKey long id, String state) {
            calls.incrementAndGet();
            return Optional.of(new Order(id, state));
        }

        @CachePut
        void save(@CacheKey long id, @CacheValue Order order) {}

        @CacheResult(cacheName = "plain")
        @CachePolicy(result = Plain.class)
        String plain(long id) {
            return "value";
        }

        @CacheResult(cacheName = "short")
        @CachePolicy(ttl = "100ms", staleWhileRevalidate = "1h")
        String stale(long id) {
            return "call " + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "spread")
        @CachePolicy(ttl = "100s", jitter = "50%")
        String spread(long id) {
            return "value";
        }

        @CacheResult(cacheName = "together")
        @CachePolicy(ttl = "100s")
        String together(long id) {
            return "value";
        }

        @CacheResult(cacheName = "slow")
        @CachePolicy(loadDeadline = "100ms")
        String slow(long id) throws InterruptedException {
            calls.incrementAndGet();
            gate.await();
            return "late";
        }
    }

    @CacheDefaults(cacheName = "inherited")
    @CachePolicy(ttl = "50s")
    static class Parent {
        @CacheResult
        String find(long id) {
            return "found";
        }
    }

    @ApplicationScoped
    static class Child extends Parent {}

    private static Application application(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("tenantcache.tenancy", "shared");
        return Application.configured(all, Orders.class, ByState.class, Child.class);
    }

    private static Duration left(Application application, String cache) {
        return left(application, cache, 1);
    }

    private static Duration left(Application application, String cache, long id) {
        return application.cache(cache).getTimeToLive(Contacts.key(id)).orElseThrow();
    }

    @Test
    void ttl_ofTheClass() {
        try (Application application = application(Map.of("tenantcache.remote.ttl", "10s"))) {
            Orders orders = application.bean(Orders.class);
            assertThat(orders.find(1, "closed")).isPresent();
            assertThat(left(application, "orders")).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
        }
    }

    @Test
    void jitter_whatIsStoredTogetherEndsAtDifferentMoments() {
        try (Application application = application(Map.of())) {
            Orders orders = application.bean(Orders.class);
            List<Duration> spread = new ArrayList<>();
            List<Duration> together = new ArrayList<>();
            for (long id = 0; id < 100; id++) {
                assertThat(orders.spread(id)).isEqualTo(orders.together(id));
                spread.add(left(application, "spread", id));
                together.add(left(application, "together", id));
            }
            // That none of a hundred is in the one or the other fifth of the range happens once in 10 to the 9th runs.
            assertThat(Collections.min(spread)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
            assertThat(Collections.max(spread)).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
            assertThat(Collections.min(together)).isGreaterThan(Duration.ofSeconds(80));
        }
    }

    @Test
    void ttl_inherited() {
        try (Application application = application(Map.of())) {
            String found = application.bean(Child.class).find(1);
            assertThat(found).isEqualTo("found");
            assertThat(left(application, "inherited")).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(50));
        }
    }

    @Test
    void ttl_configurationOfTheCacheCounts() {
        try (Application application = application(Map.of("tenantcache.caches.orders.remote.ttl", "medium"))) {
            Orders orders = application.bean(Orders.class);
            assertThat(orders.find(1, "closed")).isPresent();
            assertThat(left(application, "orders")).isBetween(Duration.ofSeconds(200), Duration.ofMinutes(5));
        }
    }

    @Test
    void result_ofAValue() {
        try (Application application = application(Map.of())) {
            Orders orders = application.bean(Orders.class);
            assertThat(orders.find(1, "open")).isPresent();
            assertThat(left(application, "orders")).isLessThanOrEqualTo(Duration.ofSeconds(5));
            application.bean(TenantCacheManager.class).invalidate(Invalidation.ofTag("orders", "open"));
            assertThat(application.cache("orders").containsKey(Contacts.key(1L)))
                    .isFalse();
            assertThat(orders.find(1, "open")).isPresent();
            application.bean(TenantCacheManager.class).invalidate(Invalidation.ofTag("orders", "order:1"));
            assertThat(application.cache("orders").containsKey(Contacts.key(1L)))
                    .as("tagged by the method too")
                    .isFalse();
        }
    }

    @Test
    void result_ofAPut() {
        try (Application application = application(Map.of())) {
            application.bean(Orders.class).save(1, new Order(1, "open"));
            assertThat(left(application, "orders")).isLessThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void result_fails_returnedAndNotStored() {
        try (Application application = application(Map.of())) {
            Orders orders = application.bean(Orders.class);
            assertThat(orders.find(1, "broken")).contains(new Order(1, "broken"));
            assertThat(orders.calls()).isEqualTo(1);
            assertThat(application.cache("orders").containsKey(Contacts.key(1L)))
                    .isFalse();
        }
    }

    @Test
    void result_plainClass() {
        try (Application application = application(Map.of())) {
            assertThat(application.bean(Orders.class).plain(1)).isEqualTo("value");
            assertThat(left(application, "plain")).isLessThanOrEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void staleWhileRevalidate_callsTheMethodInTheBackground() {
        try (Application application = application(Map.of())) {
            Orders orders = application.bean(Orders.class);
            assertThat(orders.stale(1)).isEqualTo("call 1");
            await().until(() -> application.cache("short").get(Contacts.key(1L)) == null);
            assertThat(orders.stale(1)).isEqualTo("call 1");
            await().until(() -> orders.stale(1).equals("call 2"));
        }
    }

    @Test
    void deadline_reachesTheCaller_andTheMethodIsCalledOnce() {
        try (Application application = application(Map.of())) {
            Orders orders = application.bean(Orders.class);
            orders.hold();
            assertThatThrownBy(() -> orders.slow(1)).isInstanceOf(CacheLoadTimeoutException.class);
            assertThat(orders.calls()).isEqualTo(1);
            orders.release();
        }
    }
}
