package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.GLOBEX;
import static io.tenantcache.jcache.CacheContract.as;
import static io.tenantcache.jcache.StalenessContract.LIFE;
import static io.tenantcache.jcache.StalenessContract.LONG;
import static io.tenantcache.jcache.StalenessContract.awaitEnd;
import static io.tenantcache.jcache.StalenessContract.configured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.AsyncLoader;
import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.CacheTrace;
import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.config.CacheConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds, in every mode, of loads whose source answers with a stage. */
abstract class AsyncLoadContract {

    private static final Duration SOON = Duration.ofMillis(200);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    final Stages source = new Stages();

    /** A manager whose caches are per tenant, but for the one named {@code shared}. */
    abstract TenantCacheManager manager();

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    TenantCache<String, String> cache(Consumer<CacheConfigBuilder> settings) {
        return manager().createCache("c", configured(LONG, settings));
    }

    private TenantCache<String, String> cache() {
        return cache(settings -> {});
    }

    private TenantCache<String, String> shortLived(Consumer<CacheConfigBuilder> settings) {
        return manager().createCache("c", configured(LIFE, settings));
    }

    CompletableFuture<@Nullable String> load(TenantCache<String, String> cache) {
        return load(cache, "k", source);
    }

    static CompletableFuture<@Nullable String> load(
            TenantCache<String, String> cache, String key, AsyncLoader<String, String> loader) {
        return cache.getOrLoadAsync(key, loader).toCompletableFuture();
    }

    /** In another thread, which waits. */
    Future<Optional<String>> loadHeld(TenantCache<String, String> cache, String value) {
        return callers.submit(() -> TenantContext.call(
                ACME, () -> Optional.ofNullable(cache.<RuntimeException>getOrLoad("k", k -> value))));
    }

    static <T extends @Nullable Object> T valueOf(Future<T> stage) {
        try {
            return stage.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What the stage itself completes with, not what a getter makes of it. */
    static Throwable failureOf(CompletionStage<?> stage) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                failure.completeExceptionally(new AssertionError("It has a value"));
            } else {
                failure.complete(thrown);
            }
        });
        try {
            return failure.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String neverLoaded(String key) {
        throw new AssertionError("It is there");
    }

    @Test
    void hit_isCompleteAtOnce() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            cache.put("k", "v");
            assertThat(load(cache)).isCompletedWithValue("v");
        });
        assertThat(source.loads()).isZero();
    }

    @Test
    void miss_loadsOnce_thenHits() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(cache);
            assertThat(first).isNotDone();
            source.answer(1, "v");
            assertThat(valueOf(first)).isEqualTo("v");
            assertThat(load(cache)).isCompletedWithValue("v");
            assertThat(cache.<RuntimeException>getOrLoad("k", AsyncLoadContract::neverLoaded))
                    .isEqualTo("v");
        });
        assertThat(source.loads()).isEqualTo(1);
        assertThat(source.threads).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void stageThatIsComplete_isStoredBeforeTheCallReturns() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            assertThat(load(cache, "k", key -> CompletableFuture.completedFuture("v")))
                    .isCompletedWithValue("v");
            assertThat(cache.get("k")).isEqualTo("v");
        });
    }

    @Test
    void noValue_isNotStored() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> absent = load(cache);
            source.answer(1, null);
            assertThat(valueOf(absent)).isNull();
            assertThat(cache.containsKey("k")).isFalse();
        });
    }

    @Test
    void arguments() {
        TenantCache<String, String> cache = cache();
        assertThatThrownBy(() -> load(cache)).isInstanceOf(TenantRequiredException.class);
        as(ACME, () -> {
            assertThatNullPointerException().isThrownBy(() -> load(cache, none(), source));
            assertThatNullPointerException().isThrownBy(() -> load(cache, "k", none()));
            assertThatNullPointerException().isThrownBy(() -> cache.getOrLoadAsync("k", source, none()));
            cache.close();
            assertThatThrownBy(() -> load(cache)).isInstanceOf(IllegalStateException.class);
        });
        assertThat(source.loads()).isZero();
    }

    @Test
    void options_lifeAndTags_onAThreadOfTheCaches() {
        TenantCache<String, String> cache = cache();
        AtomicReference<Thread> asked = new AtomicReference<>();
        AtomicReference<Tenant> tenant = new AtomicReference<>();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> value = cache.getOrLoadAsync("k", source, loaded -> {
                        asked.set(Thread.currentThread());
                        tenant.set(TenantContext.current().orElseThrow());
                        return EntryOptions.tagged(loaded).withTimeToLive(Duration.ofSeconds(100));
                    })
                    .toCompletableFuture();
            source.answer(1, "tag");
            assertThat(valueOf(value)).isEqualTo("tag");
            assertThat(asked.get()).isNotSameAs(Thread.currentThread());
            assertThat(tenant).hasValue(ACME);
            assertThat(cache.getTimeToLive("k").orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(100));
            manager().invalidate(Invalidation.ofTag("c", "tag"));
            assertThat(cache.get("k")).isNull();
        });
    }

    @Test
    void options_thatFail_failTheStage() {
        TenantCache<String, String> cache = cache();
        IllegalStateException failure = new IllegalStateException("options");
        as(ACME, () -> {
            CompletableFuture<?> stage = cache.getOrLoadAsync("k", source, value -> {
                        throw failure;
                    })
                    .toCompletableFuture();
            source.answer(1, "v");
            assertThat(failureOf(stage)).isSameAs(failure);
            assertThat(cache.containsKey("k")).isFalse();
        });
    }

    @Test
    void aHundredCallersOfEachKind_oneLoad() throws Exception {
        assertOneLoad(List.of(cache()));
    }

    /** A hundred callers that are held and a hundred that are not, in turn on each of the nodes. */
    void assertOneLoad(List<TenantCache<String, String>> nodes) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(200);
        CompletableFuture<String> answer = new CompletableFuture<>();
        List<Future<@Nullable String>> values = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TenantCache<String, String> cache = nodes.get(i / 2 % nodes.size());
            boolean held = i % 2 == 0;
            values.add(callers.submit(() -> TenantContext.call(ACME, () -> {
                all.countDown();
                if (held) {
                    return cache.<RuntimeException>getOrLoad("k", key -> "v" + loads.incrementAndGet() + answer.join());
                }
                return load(cache, "k", key -> answer.thenApply(suffix -> "v" + loads.incrementAndGet() + suffix))
                        .get(60, TimeUnit.SECONDS);
            })));
        }
        all.await();
        answer.complete("");
        for (Future<@Nullable String> value : values) {
            assertThat(value.get(60, TimeUnit.SECONDS)).isEqualTo("v1");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void heldCaller_waitsForTheStage() throws Exception {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(cache);
            Future<Optional<String>> second = loadHeld(cache, "its own");
            CompletableFuture<@Nullable String> third = load(cache);
            assertThat(third).isNotSameAs(first);
            source.answer(1, "v");
            assertThat(second.get(30, TimeUnit.SECONDS)).contains("v");
            assertThat(valueOf(first)).isEqualTo("v");
            assertThat(valueOf(third)).isEqualTo("v");
        });
        assertThat(source.loads()).isEqualTo(1);
    }

    @Test
    void stage_waitsForTheHeldCaller() {
        TenantCache<String, String> cache = cache();
        Held held = new Held();
        Future<?> first =
                callers.submit(() -> TenantContext.call(ACME, () -> cache.getOrLoad("k", key -> held.load("v"))));
        as(ACME, () -> {
            held.begun.await();
            CompletableFuture<@Nullable String> second = load(cache);
            assertThat(second).isNotDone();
            held.end.countDown();
            assertThat(valueOf(second)).isEqualTo("v");
            assertThat(first.get()).isEqualTo("v");
        });
        assertThat(source.loads()).isZero();
    }

    @Test
    void failure_reachesAllCallersUnchanged() {
        TenantCache<String, String> cache = cache();
        IOException failure = new IOException("down");
        as(ACME, () -> {
            CompletableFuture<?> first =
                    load(cache, "k", key -> source.load(key).thenApply(value -> value + "!"));
            CompletableFuture<?> second = load(cache);
            Future<Optional<String>> third = loadHeld(cache, "its own");
            source.fail(1, failure);
            assertThat(failureOf(first)).isSameAs(failure);
            assertThat(failureOf(second)).isSameAs(failure);
            await().until(third::isDone);
            // It may have come after the failure.
            assertThat(cache.get("k")).isIn(null, "its own");
        });
        assertThat(source.loads()).isEqualTo(1);
    }

    @Test
    void loaderThatThrows_failsTheStage() {
        TenantCache<String, String> cache = cache();
        IOException failure = new IOException("not even asked");
        Error error = new StackOverflowError();
        as(ACME, () -> {
            assertThat(failureOf(load(cache, "k", key -> {
                        throw failure;
                    })))
                    .isSameAs(failure);
            assertThat(failureOf(load(cache, "k", key -> {
                        throw error;
                    })))
                    .isSameAs(error);
            assertThat(failureOf(load(cache, "k", key -> none())))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("'c'");
            assertThat(cache.<RuntimeException>getOrLoad("k", key -> "v")).isEqualTo("v");
        });
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // as an application that is not checked may do
    private static <T> T none() {
        return null;
    }

    @Test
    void loaderOfAHeldCaller_sOwnCompletionExceptionIsUnchanged() {
        TenantCache<String, String> cache = cache();
        CompletionException failure = new CompletionException("joined", new IOException("down"));
        as(
                ACME,
                () -> assertThatThrownBy(() -> cache.<RuntimeException>getOrLoad("k", key -> {
                            throw failure;
                        }))
                        .isSameAs(failure));
    }

    @Test
    void askedForItsOwnKey_byTheLoader_butNotByWhoeverComesLater() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            assertThat(failureOf(load(cache, "k", key -> load(cache))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'c'");
            CompletableFuture<@Nullable String> first = load(cache);
            CompletableFuture<@Nullable String> second = load(cache);
            source.answer(1, "v");
            assertThat(valueOf(first)).isEqualTo("v");
            assertThat(valueOf(second)).isEqualTo("v");
        });
    }

    @Test
    void invalidatedMeanwhile_isNotStored_norForWhoAsksAfterwards() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            int loads = 0;
            for (Runnable change : List.<Runnable>of(
                    cache::clear, () -> cache.remove("k"), () -> manager().invalidate(Invalidation.ofKey("c", "k")))) {
                CompletableFuture<@Nullable String> old = load(cache);
                source.awaitLoads(++loads);
                change.run();
                CompletableFuture<@Nullable String> young = load(cache);
                source.answer(++loads, "new");
                assertThat(valueOf(young)).isEqualTo("new");
                source.asked.get(loads - 2).complete("old");
                assertThat(valueOf(old)).isEqualTo("old");
                assertThat(cache.get("k")).isEqualTo("new");
                cache.clear();
            }
        });
    }

    @Test
    void invalidatedMeanwhile_noNewLoad_nothingIsThere() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> old = load(cache);
            cache.clear();
            source.answer(1, "old");
            assertThat(valueOf(old)).isEqualTo("old");
            assertThat(cache.get("k")).isNull();
        });
    }

    @Test
    void putMeanwhile_isNotOverwritten() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> old = load(cache);
            cache.put("k", "put");
            source.answer(1, "old");
            assertThat(valueOf(old)).isEqualTo("old");
            assertThat(cache.get("k")).isEqualTo("put");
        });
    }

    @Test
    void cancelled_concernsNobodyElse() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(cache);
            CompletableFuture<@Nullable String> second = load(cache);
            assertThat(first.cancel(true)).isTrue();
            assertThat(second).isNotDone();
            source.answer(1, "v");
            assertThat(valueOf(second)).isEqualTo("v");
            assertThat(cache.get("k")).isEqualTo("v");
        });
    }

    @Test
    void tenant_isThatOfTheCall_toTheLoaderAndToWhatDependsOnTheStage() {
        TenantCache<String, String> cache = cache();
        AtomicReference<CompletableFuture<@Nullable String>> next = new AtomicReference<>();
        as(ACME, () -> next.set(load(cache).thenCompose(value -> cache.getOrLoadAsync("other", source))));
        source.answer(1, "v");
        source.answer(2, "w");
        assertThat(valueOf(next.get())).isEqualTo("w");
        assertThat(source.tenants).containsExactly(ACME, ACME);
        as(ACME, () -> assertThat(cache.get("other")).isEqualTo("w"));
        as(GLOBEX, () -> assertThat(cache.get("other")).isNull());
    }

    @Test
    void sharedCache_keepsTheTenantOfTheCall() {
        TenantCache<String, String> shared = manager().getOrCreateCache("shared");
        AtomicReference<CompletableFuture<Optional<Tenant>>> seen = new AtomicReference<>();
        as(GLOBEX, () -> seen.set(load(shared).thenApply(value -> TenantContext.current())));
        source.answer(1, "v");
        assertThat(seen.get().join()).contains(GLOBEX);
        assertThat(source.tenants).containsExactly(GLOBEX);
        assertThat(shared.get("k")).isEqualTo("v");
    }

    @Test
    void deadline_failsTheStage_andTheLateValueIsNotStored() {
        TenantCache<String, String> cache = cache(settings -> settings.loadDeadline(SOON));
        as(ACME, () -> {
            CompletableFuture<?> first = load(cache);
            CompletableFuture<?> second = load(cache);
            for (CompletableFuture<?> each : List.of(first, second)) {
                assertThat(failureOf(each))
                        .isInstanceOf(CacheLoadTimeoutException.class)
                        .hasMessageContaining("'c'")
                        .hasMessageContaining("tenantcache.load.deadline");
            }
            // It is nobody's turn any more: the next one loads at once.
            CompletableFuture<@Nullable String> next = load(cache);
            source.answer(2, "new");
            assertThat(valueOf(next)).isEqualTo("new");
            source.answer(1, "late");
            assertThat(load(cache)).isCompletedWithValue("new");
            cache.clear();
            source.asked.get(0).obtrudeValue("later");
            assertThat(cache.get("k")).isNull();
        });
    }

    @Test
    void deadline_lateValueAlone_isNotStored() {
        TenantCache<String, String> cache =
                cache(settings -> settings.loadDeadline(SOON).loadMaxPerTenant(1));
        as(ACME, () -> {
            assertThat(failureOf(load(cache))).isInstanceOf(CacheLoadTimeoutException.class);
            // The source is still at it: the load has its place.
            assertThat(failureOf(load(cache, "other", source))).isInstanceOf(CacheLoadRejectedException.class);
            source.answer(1, "late");
            await().until(() ->
                    TenantContext.call(ACME, () -> !load(cache, "other", source).isCompletedExceptionally()));
            assertThat(cache.get("k")).isNull();
        });
    }

    @Test
    void maxPerTenant_countsUntilTheStageIsComplete() {
        TenantCache<String, String> cache = cache(settings -> settings.loadMaxPerTenant(1));
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(cache);
            assertThat(failureOf(load(cache, "other", source)))
                    .isInstanceOf(CacheLoadRejectedException.class)
                    .hasMessageContaining("tenantcache.load.max-per-tenant");
            assertThatThrownBy(() -> cache.<RuntimeException>getOrLoad("other", key -> "v"))
                    .isInstanceOf(CacheLoadRejectedException.class);
            CompletableFuture<@Nullable String> same = load(cache);
            source.answer(1, "v");
            assertThat(valueOf(first)).isEqualTo("v");
            assertThat(valueOf(same)).isEqualTo("v");
            CompletableFuture<@Nullable String> other = load(cache, "other", source);
            source.fail(2, new IOException("down"));
            assertThat(failureOf(other)).isInstanceOf(IOException.class);
            assertThat(cache.<RuntimeException>getOrLoad("other", key -> "w")).isEqualTo("w");
        });
        as(GLOBEX, () -> assertThat(load(cache)).isNotDone());
    }

    @Test
    void maxPerTenant_aLoadWithinALoadCountsOnce() {
        TenantCache<String, String> cache = cache(settings -> settings.loadMaxPerTenant(1));
        as(ACME, () -> {
            CompletableFuture<@Nullable String> outer = load(cache, "outer", key -> load(cache));
            source.answer(1, "v");
            assertThat(valueOf(outer)).isEqualTo("v");
        });
    }

    private static boolean isStale(Runnable read) {
        try (CacheTrace trace = CacheTrace.start()) {
            read.run();
            return trace.servedStale();
        }
    }

    private void loadAndExpire(TenantCache<String, String> cache) {
        CompletableFuture<@Nullable String> first = load(cache);
        source.answer(1, "v1");
        assertThat(valueOf(first)).isEqualTo("v1");
        awaitEnd(cache, "k");
    }

    @Test
    void whileRevalidate_servesAtOnce_andLoadsOnceInTheBackground() {
        TenantCache<String, String> cache = shortLived(settings -> settings.staleWhileRevalidate(LONG));
        as(ACME, () -> {
            loadAndExpire(cache);
            for (int i = 0; i < 20; i++) {
                assertThat(isStale(() -> assertThat(load(cache)).isCompletedWithValue("v1")))
                        .isTrue();
            }
            source.awaitLoads(2);
            assertThat(source.threads).last().asString().startsWith("tenantcache-load-");
            source.answer(2, "v2");
            await().until(() ->
                    TenantContext.call(ACME, () -> "v2".equals(cache.<RuntimeException>getOrLoad("k", k -> "v3"))));
        });
        assertThat(source.loads()).isEqualTo(2);
        assertThat(source.tenants).containsOnly(ACME);
    }

    @Test
    void refreshAhead_loadsBeforeTheEnd() {
        TenantCache<String, String> cache =
                manager().createCache("c", configured(Duration.ofSeconds(4), settings -> settings.refreshAhead(10)));
        as(ACME, () -> {
            CompletableFuture<@Nullable String> first = load(cache);
            source.answer(1, "v1");
            assertThat(valueOf(first)).isEqualTo("v1");
            await().until(() -> {
                assertThat(TenantContext.call(ACME, () -> load(cache))).isCompletedWithValue("v1");
                return source.loads() == 2;
            });
            source.answer(2, "v2");
            await().until(() -> TenantContext.call(ACME, () -> "v2".equals(cache.get("k"))));
        });
    }

    @Test
    void ifError_servesWhatIsStale_andRests() {
        TenantCache<String, String> cache =
                shortLived(settings -> settings.staleIfError(LONG).staleRetryAfter(LONG));
        as(ACME, () -> {
            loadAndExpire(cache);
            CompletableFuture<@Nullable String> second = load(cache);
            source.fail(2, new IOException("down"));
            assertThat(valueOf(second)).isEqualTo("v1");
            assertThat(isStale(() -> assertThat(load(cache)).isCompletedWithValue("v1")))
                    .isTrue();
        });
        assertThat(source.loads()).isEqualTo(2);
    }

    @Test
    void softDeadline_servesWhatIsStale_andTheLoadIsStored() {
        TenantCache<String, String> cache = manager()
                .createCache(
                        "c",
                        configured(
                                Duration.ofSeconds(2),
                                settings -> settings.staleIfError(LONG)
                                        .staleRetryAfter(Duration.ofMillis(1))
                                        .loadSoftDeadline(SOON)));
        as(ACME, () -> {
            loadAndExpire(cache);
            CompletableFuture<@Nullable String> second = load(cache);
            Future<Optional<String>> held = loadHeld(cache, "never");
            assertThat(second).isNotDone();
            assertThat(valueOf(second)).isEqualTo("v1");
            assertThat(held.get()).contains("v1");
            assertThat(source.loads()).isEqualTo(2);
            source.answer(2, "v2");
            await().until(() -> TenantContext.call(ACME, () -> "v2".equals(cache.get("k"))));
        });
    }

    @Test
    void deadline_withSomethingStale_theLateValueIsNotStored() {
        TenantCache<String, String> cache = manager()
                .createCache(
                        "c",
                        configured(
                                Duration.ofSeconds(2),
                                settings -> settings.staleIfError(LONG).loadDeadline(Duration.ofSeconds(1))));
        as(ACME, () -> {
            loadAndExpire(cache);
            assertThat(valueOf(load(cache))).isEqualTo("v1");
            source.answer(2, "late");
            // Before it would be over again.
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> TenantContext.call(ACME, () -> cache.get("k") == null));
        });
    }

    @Test
    void closed_endsTheStages() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<?> first = load(cache);
            CompletableFuture<?> second = load(cache);
            Future<Optional<String>> held = loadHeld(cache, "its own");
            cache.close();
            for (CompletableFuture<?> each : List.of(first, second)) {
                assertThat(failureOf(each))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("'c'");
            }
            await().until(held::isDone);
            source.answer(1, "late");
            TenantCache<String, String> again = cache();
            assertThat(again.get("k")).isIn(null, "its own");
        });
    }

    @Test
    void managerClosed_endsTheStages() {
        TenantCache<String, String> cache = cache();
        as(ACME, () -> {
            CompletableFuture<?> first = load(cache);
            manager().close();
            assertThat(failureOf(first)).isInstanceOf(IllegalStateException.class);
            source.answer(1, "late");
        });
    }

    @Test
    void aThousandPendingLoads_holdNoThreads() {
        TenantCache<String, String> cache = cache(settings -> settings.loadDeadline(LONG));
        int threads = Thread.activeCount();
        as(ACME, () -> {
            List<CompletableFuture<@Nullable String>> values = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                values.add(load(cache, "k" + i, source));
                values.add(load(cache, "k" + i, source));
            }
            assertThat(source.loads()).isEqualTo(1_000);
            assertThat(Thread.activeCount() - threads).isLessThan(20);
            for (int i = 0; i < 1_000; i++) {
                source.asked.get(i).complete("v" + i);
            }
            for (int i = 0; i < 2_000; i++) {
                assertThat(valueOf(values.get(i))).isEqualTo("v" + i / 2);
            }
        });
    }

    @Test
    void whatDependsOnStages_doesNotHoldUpOthers() {
        TenantCache<String, String> cache = cache();
        CountDownLatch go = new CountDownLatch(1);
        as(ACME, () -> {
            List<CompletableFuture<String>> blocked = IntStream.range(0, 40)
                    .mapToObj(i -> load(cache, "k" + i, source).thenApply(value -> awaited(go)))
                    .toList();
            source.asked.forEach(stage -> stage.complete("v"));
            CompletableFuture<@Nullable String> other = load(cache, "other", source);
            source.answer(41, "w");
            assertThat(valueOf(other)).isEqualTo("w");
            go.countDown();
            blocked.forEach(each -> assertThat(valueOf(each)).isEqualTo("done"));
        });
    }

    private static String awaited(CountDownLatch latch) {
        try {
            latch.await();
            return "done";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void random_callersOfBothKindsAndChanges_nobodyGetsWhatWasOutdatedBefore() throws Exception {
        long seed = System.nanoTime();
        RandomLoads loads = new RandomLoads(cache(), seed);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long seedOfOne = seed + i;
            workers.add(callers.submit(() -> {
                try {
                    loads.run(seedOfOne);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (Future<?> worker : workers) {
            worker.get(120, TimeUnit.SECONDS);
        }
        loads.close();
        assertThat(failures).as("seed %d", seed).isEmpty();
        assertThat(loads.outdated()).as("seed %d", seed).isEmpty();
        assertThat(loads.reads()).isGreaterThan(500);
    }
}
