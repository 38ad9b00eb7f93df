package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.ParameterKey;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.InvalidationEvent.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.LongStream;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheInvalidatorTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final Application application = Application.configured(
            Map.of(
                    "tenantcache.cascade.orders", "lists,totals",
                    "tenantcache.caches.lists.remote.ttl", "60s",
                    "tenantcache.caches.totals.remote.ttl", "60s",
                    "tenantcache.caches.orders.near.max-entries", "100000",
                    "tenantcache.caches.orders.near.max-bytes", "unlimited",
                    "tenantcache.caches.countries.tenancy", "shared"),
            Audit.class,
            Faulty.class,
            Orders.class);
    private final CacheInvalidator invalidator = application.bean(CacheInvalidator.class);
    private final Audit audit = application.bean(Audit.class);

    @ApplicationScoped
    static class Audit {

        private final ConcurrentLinkedQueue<InvalidationEvent> events = new ConcurrentLinkedQueue<>();

        void hear(@ObservesAsync InvalidationEvent event) {
            events.add(event);
        }

        List<InvalidationEvent> events() {
            return List.copyOf(events);
        }
    }

    @ApplicationScoped
    static class Faulty {
        void hear(@ObservesAsync InvalidationEvent event) {
            throw new IllegalStateException("of the application");
        }
    }

    @ApplicationScoped
    public static class Orders {

        @CacheRemove(cacheName = "orders")
        public void remove(long id) {}

        @CacheRemoveAll(cacheName = "orders")
        public void removeAll() {}

        @CachePut(cacheName = "orders")
        public void put(long id, @CacheValue String order) {}
    }

    @AfterEach
    void close() {
        application.close();
    }

    private void put(Tenant tenant, String cache, Object... keys) {
        TenantContext.run(tenant, () -> {
            for (Object key : keys) {
                application.cache(cache).put(key, "old");
            }
        });
    }

    private @Nullable Object cached(Tenant tenant, String cache, Object key) throws Exception {
        return call(tenant, () -> application.cache(cache).get(key));
    }

    private Invalidated forAcme(Function<CacheInvalidator, Invalidated> call) throws Exception {
        return call(ACME, () -> call.apply(invalidator));
    }

    @Test
    void key_asIs_andAsOfAMethod() throws Exception {
        put(ACME, "orders", 1L, ParameterKey.of(1L), ParameterKey.of(1L, 2L), 2L);
        put(GLOBEX, "orders", 1L);
        put(ACME, "lists", "l");

        Invalidated done = forAcme(i -> i.key("orders", 1L));

        assertThat(cached(ACME, "orders", 1L)).isNull();
        assertThat(cached(ACME, "orders", ParameterKey.of(1L))).isNull();
        assertThat(cached(ACME, "orders", ParameterKey.of(1L, 2L))).isEqualTo("old");
        assertThat(cached(ACME, "orders", 2L)).isEqualTo("old");
        assertThat(cached(GLOBEX, "orders", 1L)).isEqualTo("old");
        assertThat(cached(ACME, "lists", "l")).as("no cascade").isEqualTo("old");
        assertThat(done.keys()).isEqualTo(1);
        assertThat(done.caches()).containsExactly("orders");
        assertThat(done.kinds()).containsExactly(ScopeKind.KEY);
        assertThat(done.effect()).isEqualTo(Effect.AT_ONCE);
    }

    @Test
    void key_ofSeveralParameters() throws Exception {
        put(ACME, "orders", 1L, ParameterKey.of(1L, 2L));

        forAcme(i -> i.key("orders", ParameterKey.of(1L, 2L)));

        assertThat(cached(ACME, "orders", ParameterKey.of(1L, 2L))).isNull();
        assertThat(cached(ACME, "orders", 1L)).isEqualTo("old");
    }

    @Test
    void keys_moreThanGoIntoOneStep() throws Exception {
        List<Long> keys = LongStream.range(0, 1_201).boxed().toList();
        put(ACME, "orders", keys.toArray());
        put(ACME, "orders", -1L);

        assertThat(forAcme(i -> i.keys("orders", keys)).keys()).isEqualTo(1_201);

        for (long key : keys) {
            assertThat(cached(ACME, "orders", key)).isNull();
        }
        assertThat(cached(ACME, "orders", -1L)).isEqualTo("old");
    }

    @Test
    void keysMatching() throws Exception {
        put(ACME, "orders", "be-1", "be-2", "nl-1", ParameterKey.of("be", 3), ParameterKey.of("b*", 4));
        put(GLOBEX, "orders", "be-1");

        assertThat(forAcme(i -> i.keysMatching("orders", "be?*")).keys()).isEqualTo(3);

        assertThat(cached(ACME, "orders", "be-1")).isNull();
        assertThat(cached(ACME, "orders", "be-2")).isNull();
        assertThat(cached(ACME, "orders", ParameterKey.of("be", 3))).isNull();
        assertThat(cached(ACME, "orders", "nl-1")).isEqualTo("old");
        assertThat(cached(GLOBEX, "orders", "be-1")).isEqualTo("old");
        assertThat(forAcme(i -> i.keysMatching("orders", "b\\*,?")).keys()).isEqualTo(1);
        assertThat(forAcme(i -> i.keysMatching("orders", "none*")).keys()).isZero();
    }

    @Test
    void tags() throws Exception {
        TenantContext.run(ACME, () -> {
            application.cache("orders").put(1L, "old", EntryOptions.tagged("customer-7"));
            application.cache("orders").put(2L, "old", EntryOptions.tagged("customer-8"));
            application.cache("orders").put(3L, "old");
        });

        Invalidated done = forAcme(i -> i.tags("orders", Set.of("customer-7", "customer-8")));

        assertThat(cached(ACME, "orders", 1L)).isNull();
        assertThat(cached(ACME, "orders", 2L)).isNull();
        assertThat(cached(ACME, "orders", 3L)).isEqualTo("old");
        assertThat(done.kinds()).containsExactly(ScopeKind.TAG);
        assertThat(done.toString()).doesNotContain("customer");
        assertThatThrownBy(() -> forAcme(i -> i.tag("orders", " "))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cache_withItsCascade() throws Exception {
        put(ACME, "orders", 1L);
        put(ACME, "totals", "t");

        assertThat(forAcme(i -> i.cache("orders")).caches()).containsExactly("lists", "orders", "totals");

        assertThat(cached(ACME, "orders", 1L)).isNull();
        assertThat(cached(ACME, "totals", "t")).isNull();
    }

    @Test
    void createdUpdatedDeleted() throws Exception {
        List<Function<CacheInvalidator, Invalidated>> calls =
                List.of(i -> i.created("orders", 1L), i -> i.updated("orders", 1L), i -> i.deleted("orders", 1L));
        for (Function<CacheInvalidator, Invalidated> call : calls) {
            put(ACME, "orders", ParameterKey.of(1L), ParameterKey.of(2L));
            put(ACME, "lists", "l");

            assertThat(forAcme(call).caches()).containsExactly("lists", "orders", "totals");

            assertThat(cached(ACME, "orders", ParameterKey.of(1L))).isNull();
            assertThat(cached(ACME, "orders", ParameterKey.of(2L))).isEqualTo("old");
            assertThat(cached(ACME, "lists", "l")).isNull();
        }
    }

    @Test
    void tenant() throws Exception {
        put(ACME, "orders", 1L);
        put(GLOBEX, "orders", 1L);
        put(ACME, "countries", "be");

        Invalidated done = forAcme(CacheInvalidator::tenant);

        assertThat(cached(ACME, "orders", 1L)).isNull();
        assertThat(cached(GLOBEX, "orders", 1L)).isEqualTo("old");
        assertThat(cached(ACME, "countries", "be")).as("shared").isEqualTo("old");
        assertThat(done.kinds()).containsExactly(ScopeKind.TENANT);
        assertThat(done.caches()).isEmpty();
    }

    @Test
    void noTenant() {
        assertThatThrownBy(() -> invalidator.key("orders", 1L)).isInstanceOf(TenantRequiredException.class);
        assertThatThrownBy(() -> invalidator.keys("orders", Set.of())).isInstanceOf(TenantRequiredException.class);
        assertThatThrownBy(() -> invalidator.keysMatching("orders", "*")).isInstanceOf(TenantRequiredException.class);
        assertThatThrownBy(invalidator::tenant).isInstanceOf(TenantRequiredException.class);
        assertThat(invalidator.key("countries", "be").caches()).containsExactly("countries");
    }

    @Test
    void event_ofTheProgram() throws Exception {
        forAcme(i -> i.because("nightly import").updated("orders", 424242L));

        await().until(() -> audit.events().size() == 1);
        InvalidationEvent event = audit.events().get(0);
        assertThat(event.tenant()).isEqualTo(ACME);
        assertThat(event.cause().origin()).isEqualTo(Origin.PROGRAM);
        assertThat(event.cause().reasons()).containsExactly("nightly import");
        assertThat(event.what().caches()).containsExactly("lists", "orders", "totals");
        assertThat(event.what().keys()).isEqualTo(1);
        assertThat(event.toString()).contains("acme", "orders").doesNotContain("424242", "nightly");
    }

    @Test
    void event_ofAnnotations() throws Exception {
        Orders orders = application.bean(Orders.class);
        TenantContext.run(ACME, () -> {
            orders.remove(1);
            orders.removeAll();
            orders.put(1, "new");
        });

        await().until(() -> audit.events().size() == 3);
        assertThat(audit.events())
                .allSatisfy(event -> {
                    assertThat(event.tenant()).isEqualTo(ACME);
                    assertThat(event.cause().origin()).isEqualTo(Origin.ANNOTATION);
                    assertThat(event.what().caches()).containsExactly("lists", "orders", "totals");
                })
                .extracting(event -> event.cause().reasons().get(0))
                .containsExactlyInAnyOrder(
                        "@CacheRemove " + Orders.class.getName() + ".remove(long)",
                        "@CacheRemoveAll " + Orders.class.getName() + ".removeAll()",
                        "@CachePut " + Orders.class.getName() + ".put(long,java.lang.String)");
    }

    @Test
    void event_forEachTenant() throws Exception {
        forAcme(i -> i.invalidate(Invalidation.ofCaches(List.of("orders", "countries"))));

        await().until(() -> audit.events().size() == 2);
        assertThat(audit.events()).extracting(InvalidationEvent::tenant).containsExactlyInAnyOrder(ACME, Tenant.SHARED);
    }

    @Test
    void event_ofNoChangeThroughACache() throws Exception {
        TenantContext.run(ACME, () -> application.cache("orders").remove(1L));
        forAcme(i -> i.key("orders", 2L));

        await().until(() -> !audit.events().isEmpty());
        assertThat(audit.events()).hasSize(1);
    }
}
