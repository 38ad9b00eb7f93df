package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.cdi.CacheInvalidatorTest.Audit;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queued and scheduled invalidations, over Redis, with a second node. */
class LaterInvalidationTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private Application node;
    private Application otherNode;

    /** What may throw anything. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    @BeforeEach
    void start() {
        redis.ask("FLUSHALL");
        Map<String, String> settings = Application.over(
                redis,
                Map.of(
                        "tenantcache.cascade.orders",
                        "totals,countries",
                        "tenantcache.caches.orders.remote.ttl",
                        "60s",
                        "tenantcache.caches.totals.remote.ttl",
                        "60s",
                        "tenantcache.caches.countries.tenancy",
                        "shared"));
        node = Application.configured(settings, Audit.class).connected();
        otherNode = Application.configured(settings, Audit.class).connected();
    }

    @AfterEach
    void stop() {
        otherNode.close();
        node.close();
    }

    private static <R> R forTenant(Tenant tenant, Application node, Function<CacheInvalidator, R> task)
            throws Exception {
        return call(tenant, () -> task.apply(node.bean(CacheInvalidator.class)));
    }

    private <R> R forAcme(Function<CacheInvalidator, R> task) throws Exception {
        return forTenant(ACME, node, task);
    }

    private void put(Tenant tenant, String cache, Object... keys) {
        TenantContext.run(tenant, () -> {
            for (Object key : keys) {
                node.cache(cache).put(key, "old");
            }
        });
    }

    private static boolean isCached(Application node, Tenant tenant, String cache, Object key) throws Exception {
        return call(tenant, () -> node.cache(cache).containsKey(key));
    }

    private static void awaitThat(Condition condition) {
        await().pollInterval(Duration.ofMillis(10)).until(condition::holds);
    }

    private List<InvalidationEvent> events() {
        return node.bean(Audit.class).events();
    }

    private static <T> T valueOf(CompletableFuture<T> stage) throws Exception {
        return stage.get(30, TimeUnit.SECONDS);
    }

    @Test
    void queued_fewSteps() throws Exception {
        put(ACME, "orders", 1L, 299L, "never named");
        put(ACME, "totals", "t");
        put(ACME, "countries", "be");
        put(GLOBEX, "orders", 1L);
        RedisStatistics before = redis.statistics();
        List<CompletableFuture<Invalidated>> given = new ArrayList<>();
        for (long id = 0; id < 300; id++) {
            long key = id;
            given.add(forAcme(i -> i.because("import").queued().key("orders", key)));
        }
        given.add(forAcme(i -> i.because("import").queued().updated("orders", 300L)));

        Invalidated first = valueOf(given.get(0));
        assertThat(first.keys()).isEqualTo(1);
        assertThat(first.effect()).isEqualTo(Effect.AT_ONCE);
        for (CompletableFuture<Invalidated> each : given) {
            assertThat(valueOf(each).caches()).contains("orders");
        }
        assertThat(isCached(node, ACME, "orders", 1L)).isFalse();
        assertThat(isCached(node, ACME, "orders", 299L)).isFalse();
        assertThat(isCached(node, ACME, "totals", "t")).isFalse();
        assertThat(isCached(node, ACME, "countries", "be")).isFalse();
        assertThat(isCached(node, GLOBEX, "orders", 1L)).isTrue();
        awaitThat(() -> !isCached(otherNode, ACME, "orders", 1L));
        assertThat(redis.statistics().callsSince(before).get("xadd"))
                .as("a step for what came within a moment, and one for what is shared")
                .isBetween(2L, 60L);
        awaitThat(() -> events().stream().anyMatch(event -> event.tenant().isShared()));
        assertThat(events())
                .allSatisfy(event -> assertThat(event.cause().reasons()).containsExactly("import"));
    }

    @Test
    void queued_comesBeforeWhatFollows() throws Exception {
        put(ACME, "orders", 1L, 2L);
        CompletableFuture<Invalidated> given = forAcme(i -> i.queued().key("orders", 1L));
        forAcme(i -> i.key("orders", 2L));

        assertThat(isCached(node, ACME, "orders", 1L)).as("nothing has waited").isFalse();
        assertThat(valueOf(given).keys()).isEqualTo(1);
        awaitThat(() -> events().size() == 2);
    }

    @Test
    void queued_tooManyKeys_becomeTheCache() throws Exception {
        put(ACME, "orders", "never named");
        List<Long> keys = LongStream.range(0, 501).boxed().toList();
        assertThat(valueOf(forAcme(i -> i.queued().keys("orders", keys))).keys())
                .isEqualTo(501);
        assertThat(isCached(node, ACME, "orders", "never named")).isFalse();
    }

    @Test
    void queued_keysMatching() throws Exception {
        put(ACME, "orders", "be-1", "nl-1");
        assertThat(valueOf(forAcme(i -> i.queued().keysMatching("orders", "be-*")))
                        .keys())
                .isEqualTo(1);
        assertThat(isCached(node, ACME, "orders", "be-1")).isFalse();
        assertThat(isCached(node, ACME, "orders", "nl-1")).isTrue();
    }

    @Test
    void queued_dependentsRunForTheTenant() throws Exception {
        CompletableFuture<Tenant> seen = forAcme(i -> i.queued()
                .key("orders", 1L)
                .thenApply(done -> TenantContext.current().orElseThrow()));
        assertThat(valueOf(seen)).isEqualTo(ACME);
    }

    @Test
    void queued_noTenant_toldAtOnce() {
        CacheInvalidator invalidator = node.bean(CacheInvalidator.class);
        assertThatThrownBy(() -> invalidator.queued().key("orders", 1L)).isInstanceOf(TenantRequiredException.class);
        assertThatThrownBy(() -> invalidator.after(Duration.ofDays(1)).key("orders", 1L))
                .isInstanceOf(TenantRequiredException.class);
    }

    @Test
    void queued_ofSharedCaches_needsNoTenant() throws Exception {
        put(ACME, "countries", "be");
        assertThat(valueOf(node.bean(CacheInvalidator.class).queued().cache("countries"))
                        .caches())
                .containsExactly("countries");
        assertThat(isCached(node, ACME, "countries", "be")).isFalse();
    }

    @Test
    void queued_endOfTheApplication_isMade() throws Exception {
        put(ACME, "orders", 1L);
        assertThat(isCached(otherNode, ACME, "orders", 1L)).isTrue();
        Application ending = Application.configured(
                Map.of("tenantcache.redis.address", redis.address().toString()));
        CacheInvalidator invalidator = ending.bean(CacheInvalidator.class);
        CompletableFuture<Invalidated> given =
                call(ACME, () -> invalidator.queued().key("orders", 1L));
        ending.close();

        assertThat(valueOf(given).keys()).isEqualTo(1);
        awaitThat(() -> !isCached(otherNode, ACME, "orders", 1L));
    }

    @Test
    void after_thatTime() throws Exception {
        put(ACME, "orders", 1L);
        CompletableFuture<Invalidated> given =
                forAcme(i -> i.because("lag").after(Duration.ofSeconds(2)).updated("orders", 1L));
        assertThat(given).isNotDone();
        assertThat(isCached(node, ACME, "orders", 1L)).isTrue();

        assertThat(valueOf(given).effect()).isEqualTo(Effect.AT_ONCE);
        assertThat(isCached(node, ACME, "orders", 1L)).isFalse();
        awaitThat(() -> !isCached(otherNode, ACME, "orders", 1L));
        awaitThat(() -> !events().isEmpty());
        assertThat(events())
                .allSatisfy(event -> assertThat(event.cause().reasons()).containsExactly("lag"));
    }

    @Test
    void after_whatIsPutMeanwhile() throws Exception {
        CompletableFuture<Invalidated> given =
                forAcme(i -> i.after(Duration.ofSeconds(2)).keysMatching("orders", "be-*"));
        put(ACME, "orders", "be-1");
        put(GLOBEX, "orders", "be-1");

        assertThat(valueOf(given).keys()).isEqualTo(1);
        assertThat(isCached(node, ACME, "orders", "be-1")).isFalse();
        assertThat(isCached(node, GLOBEX, "orders", "be-1")).isTrue();
    }

    @Test
    void after_takenBack() throws Exception {
        put(ACME, "orders", 1L);
        CompletableFuture<Invalidated> first =
                forAcme(i -> i.after(Duration.ofSeconds(1)).key("orders", 1L));
        CompletableFuture<Invalidated> second =
                forAcme(i -> i.after(Duration.ofSeconds(2)).cache("totals"));
        first.cancel(false);

        assertThat(valueOf(second).caches()).containsExactly("totals");
        assertThat(isCached(node, ACME, "orders", 1L)).isTrue();
    }

    @Test
    void at_thatMoment() throws Exception {
        put(ACME, "orders", 1L, 2L);
        Instant soon = Instant.now().plusMillis(200);
        CompletableFuture<Instant> done =
                forAcme(i -> i.at(soon).key("orders", 1L).thenApply(invalidated -> Instant.now()));
        CompletableFuture<Invalidated> past =
                forAcme(i -> i.at(Instant.EPOCH).invalidate(Invalidation.ofKey("orders", 2L)));

        assertThat(valueOf(past).keys()).isEqualTo(1);
        assertThat(valueOf(done)).isAfterOrEqualTo(soon);
        assertThat(isCached(node, ACME, "orders", 1L)).isFalse();
        assertThat(isCached(node, ACME, "orders", 2L)).isFalse();
    }

    @Test
    void delays_outOfBounds() {
        CacheInvalidator invalidator = node.bean(CacheInvalidator.class);
        assertThatThrownBy(() -> invalidator.after(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> invalidator.after(Duration.ofDays(367))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> invalidator.at(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scheduled_tooMany() throws Exception {
        Invalidator<CompletableFuture<Invalidated>> later =
                node.bean(CacheInvalidator.class).after(Duration.ofDays(1));
        List<CompletableFuture<Invalidated>> waiting = new ArrayList<>();
        TenantContext.run(ACME, () -> {
            for (long id = 0; id < 10_000; id++) {
                waiting.add(later.key("orders", id));
            }
            assertThatThrownBy(() -> later.key("orders", -1L))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("10000 scheduled invalidations");
            waiting.get(0).cancel(false);
            waiting.add(later.key("orders", -1L));
        });
        assertThat(waiting.get(10_000)).isNotDone();
    }

    @Test
    void scheduled_endOfTheApplication_isToldAndDropped() throws Exception {
        put(ACME, "orders", 1L);
        Application ending = Application.configured(
                Map.of("tenantcache.redis.address", redis.address().toString()));
        CacheInvalidator invalidator = ending.bean(CacheInvalidator.class);
        Invalidator<CompletableFuture<Invalidated>> later = invalidator.after(Duration.ofDays(1));
        Invalidator<CompletableFuture<Invalidated>> soon = invalidator.queued();
        CompletableFuture<Invalidated> given = call(ACME, () -> later.key("orders", 1L));
        try (LogLines log = LogLines.of("io.tenantcache.cdi.operation.InvalidationSchedule")) {
            ending.close();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("1 scheduled invalidations are dropped with the end of the application");
        }
        assertThat(given).isCancelled();
        assertThat(isCached(node, ACME, "orders", 1L)).isTrue();
        TenantContext.run(ACME, () -> {
            assertThatThrownBy(() -> later.key("orders", 1L)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> soon.key("orders", 1L)).isInstanceOf(IllegalStateException.class);
        });
    }
}
