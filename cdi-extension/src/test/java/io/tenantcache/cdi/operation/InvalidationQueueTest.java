package io.tenantcache.cdi.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.Invalidated;
import io.tenantcache.cdi.InvalidationEvent;
import io.tenantcache.cdi.LogLines;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Configs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue alone; it lingers for longer than any test takes. */
class InvalidationQueueTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    private final TenantCachingProvider provider = new TenantCachingProvider();
    private final TenantCacheManager manager =
            provider.open(provider.getDefaultURI(), getClass().getClassLoader(), Configs.of(null), Optional::empty);
    private final DeployedCaches caches = new DeployedCaches(() -> manager, Configs.of(null), Optional::empty);
    private final ConcurrentLinkedQueue<InvalidationEvent> events = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Error observersError;
    private final TimerThread timer = new TimerThread();
    private final InvalidationQueue queue = new InvalidationQueue(
            caches,
            new Outdating(caches, new InvalidationObservers() {
                @Override
                public boolean isAnyone() {
                    return true;
                }

                @Override
                public void tell(InvalidationEvent event) {
                    if (observersError != null) {
                        throw observersError;
                    }
                    events.add(event);
                }
            }),
            timer,
            Duration.ofDays(1));

    @AfterEach
    void close() {
        queue.close();
        timer.close();
        provider.close();
    }

    private CompletableFuture<Invalidated> add(Tenant tenant, Object key) {
        Invalidation named = Invalidation.ofKey("orders", key);
        CompletableFuture<Invalidated> given = new CompletableFuture<>();
        queue.add(Map.of(tenant, named.scopes()), new InvalidationPlan.Scopes(named), List.of("reason " + key), given);
        return given;
    }

    private static void awaitDone(List<CompletableFuture<Invalidated>> given) {
        await().untilAsserted(() ->
                assertThat(given).allSatisfy(each -> assertThat(each).isDone()));
    }

    @Test
    void flush_makesOneTenantsInOneStep() {
        List<CompletableFuture<Invalidated>> ofAcme = List.of(add(ACME, 1), add(ACME, 2), add(ACME, 1));
        CompletableFuture<Invalidated> ofGlobex = add(GLOBEX, 1);
        queue.flush(Set.of(ACME));

        awaitDone(ofAcme);
        assertThat(ofGlobex).isNotDone();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.tenant()).isEqualTo(ACME);
            assertThat(event.what().keys()).isEqualTo(2);
            assertThat(event.cause().reasons()).containsExactly("reason 1", "reason 2");
        });
        assertThat(queue.isEmpty()).isFalse();
        queue.close();
        awaitDone(List.of(ofGlobex));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void failures_areOneWarning() {
        try (LogLines log = LogLines.downToDebug("io.tenantcache.cdi.operation.InvalidationQueue")) {
            provider.close();
            List<CompletableFuture<Invalidated>> given = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                given.add(add(ACME, i));
                queue.flush(Set.of(ACME));
            }
            assertThat(given).allSatisfy(each -> assertThat(each).isCompletedExceptionally());
            assertThat(log.lines()).hasSize(3);
            assertThat(log.warnings()).containsExactly("Queued invalidations failed: java.lang.IllegalStateException");
        }
    }

    @Test
    void takenBack() {
        CompletableFuture<Invalidated> first = add(ACME, 1);
        CompletableFuture<Invalidated> second = add(ACME, 2);
        first.cancel(false);
        queue.flush(Set.of(ACME));

        awaitDone(List.of(second));
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.cause().reasons()).containsExactly("reason 2"));
    }

    @Test
    void matching_isFoundWhenItIsMade() throws Exception {
        CompletableFuture<Invalidated> given = new CompletableFuture<>();
        InvalidationPlan plan = new InvalidationPlan.Matching("orders", new KeyPattern("be-*"));
        queue.add(Map.of(ACME, plan.covered().scopes()), plan, List.of(), given);
        TenantContext.run(ACME, () -> caches.cache("orders").put("be-2", "late"));
        TenantContext.run(ACME, () -> caches.cache("orders").put("nl-2", "late"));
        queue.flush(Set.of(ACME));

        assertThat(given.get(30, TimeUnit.SECONDS).keys()).isEqualTo(1);
        TenantContext.run(ACME, () -> {
            assertThat(caches.cache("orders").containsKey("be-2")).isFalse();
            assertThat(caches.cache("orders").containsKey("nl-2")).isTrue();
        });
    }

    @Test
    void full_theCallerMakesItsTenantsOwn() {
        List<CompletableFuture<Invalidated>> given = new ArrayList<>();
        CompletableFuture<Invalidated> ofGlobex = add(GLOBEX, 1);
        for (int key = 1; key < InvalidationQueue.MOST; key++) {
            given.add(add(ACME, key));
        }
        assertThat(events).isEmpty();
        given.add(add(ACME, "one more"));

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.what().kinds())
                        .as("more than 500 keys")
                        .hasToString("[CACHE]"));
        awaitDone(given);
        assertThat(ofGlobex).isNotDone();
        assertThat(add(ACME, 1)).isNotDone();
        assertThat(events).as("there is room again").hasSize(1);
    }

    @Test
    void reasons_areBounded() {
        for (int key = 0; key < 2 * UnitOfWork.MOST_REASONS; key++) {
            var unused = add(ACME, key);
        }
        queue.flush(Set.of(ACME));
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.cause().reasons()).hasSize(UnitOfWork.MOST_REASONS));
    }

    @Test
    void closed_isMadeByWhoComesTooLate() {
        queue.close();
        CompletableFuture<Invalidated> late = add(ACME, 1);
        assertThat(events).hasSize(1);
        awaitDone(List.of(late));
    }

    @Test
    void cachesClosed_theStagesFail() {
        CompletableFuture<Invalidated> given = add(ACME, 1);
        provider.close();
        queue.flush(Set.of(ACME));
        assertThat(given).isCompletedExceptionally();
        assertThat(events).isEmpty();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void error_theStagesFail() {
        observersError = new NoClassDefFoundError("com/acme/Missing");
        CompletableFuture<Invalidated> given = add(ACME, 1);
        queue.flush(Set.of(ACME));
        awaitDone(List.of(given));
        assertThatThrownBy(given::join).hasCause(observersError);
        assertThat(queue.isEmpty()).isTrue();
    }

    /** No call is lost or made twice while others are made, and a flush leaves none behind that was queued before it. */
    @Test
    void concurrentCallersAndFlushes() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        List<CompletableFuture<Boolean>> left = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            int own = caller;
            left.add(CompletableFuture.supplyAsync(() -> isMadeByItsFlush(own), callers));
        }
        for (CompletableFuture<Boolean> each : left) {
            assertThat(each.get(60, TimeUnit.SECONDS)).isTrue();
        }
        callers.shutdown();
        assertThat(queue.isEmpty()).isTrue();
    }

    private boolean isMadeByItsFlush(int caller) {
        for (int i = 0; i < 300; i++) {
            String key = caller + ":" + i;
            CompletableFuture<Invalidated> given = add(ACME, key);
            queue.flush(Set.of(ACME));
            boolean isMade =
                    events.stream().anyMatch(event -> event.cause().reasons().contains("reason " + key));
            if (!isMade || given.isCompletedExceptionally()) {
                return false;
            }
        }
        return true;
    }
}
