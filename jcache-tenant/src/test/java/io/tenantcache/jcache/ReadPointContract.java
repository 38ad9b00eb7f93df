package io.tenantcache.jcache;

import static io.tenantcache.testing.SeenPoint.seeing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.testing.SeenPoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers who see the source as it was at a moment: what they load is stored only if nothing that covers it has changed since. */
abstract class ReadPointContract {

    static final Tenant ACME = Tenant.of("acme");
    static final Tenant GLOBEX = Tenant.of("globex");
    static final Duration LONG = Duration.ofMinutes(10);

    final ExecutorService threads = Executors.newCachedThreadPool();

    private final SeenPoint seen = new SeenPoint();
    private final AtomicInteger loads = new AtomicInteger();
    private TenantCacheManager manager;

    /** Of the mode. */
    abstract TenantCacheConfig config();

    /** Before the first use. */
    TenantCacheManager ready(TenantCacheManager opened) {
        return opened;
    }

    @BeforeEach
    void openManager() {
        manager = open("node");
    }

    @AfterEach
    void closeManager() {
        manager.close();
        threads.shutdownNow();
    }

    /** A node whose fence tells what the test says of the thread. */
    TenantCacheManager open(String name) {
        return ready(new TenantCachingProvider()
                .open(
                        URI.create(name),
                        ReadPointContract.class.getClassLoader(),
                        config(),
                        () -> Optional.of(ACME),
                        seen));
    }

    TenantCacheManager manager() {
        return manager;
    }

    TenantCache<String, String> cache() {
        return manager.getOrCreateCache("c");
    }

    String load(String key, String value) {
        return load(cache(), key, value);
    }

    static String load(TenantCache<String, String> cache, String key, String value) {
        return String.valueOf(cache.<RuntimeException>getOrLoad(key, missing -> value));
    }

    /** What is cached, if anything. */
    @Nullable
    String cached(String key) {
        return cache().get(key);
    }

    /** What may cover the key "k". */
    record Change(String name, Consumer<TenantCacheManager> made) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        return Stream.of(
                new Change("key", manager -> manager.invalidate(Invalidation.ofKey("c", "k"))),
                new Change("tag", manager -> manager.invalidate(Invalidation.ofTag("c", "t"))),
                new Change("cache", manager -> manager.invalidate(Invalidation.ofCaches(List.of("c")))),
                new Change("tenant", manager -> manager.invalidate(Invalidation.ofTenant())),
                new Change("put and remove", manager -> {
                    TenantCache<String, String> cache = manager.getOrCreateCache("c");
                    cache.put("k", "v");
                    cache.remove("k");
                }));
    }

    /** What Redis tells is as exact as its answer is quick: on a loaded machine it may take another attempt. */
    static void awaitStored(ThrowingRunnable attempt) {
        await().untilAsserted(attempt);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changedSince_isReturned_andNotStored(Change change) {
        ReadPoint before = TenantCachingProvider.readPoint();
        change.made().accept(manager());

        assertThat(seeing(
                        before,
                        () -> cache().<RuntimeException>getOrLoad("k", k -> "old", v -> EntryOptions.tagged("t"))))
                .isEqualTo("old");
        assertThat(cached("k")).isNull();
        assertThat(load("k", "new")).isEqualTo("new");
        assertThat(seeing(before, () -> load("k", "old"))).as("a hit").isEqualTo("new");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changedBefore_isStored(Change change) {
        change.made().accept(manager());

        awaitStored(() -> {
            ReadPoint after = TenantCachingProvider.readPoint();
            assertThat(seeing(
                            after,
                            () -> cache().<RuntimeException>getOrLoad("k", k -> "new", v -> EntryOptions.tagged("t"))))
                    .isEqualTo("new");
            assertThat(cached("k")).isEqualTo("new");
        });
    }

    @Test
    void nothingChanged_isStored() {
        load("other", "v");
        awaitStored(() -> {
            ReadPoint before = TenantCachingProvider.readPoint();
            TenantContext.run(GLOBEX, () -> manager().invalidate(Invalidation.ofTenant()));
            assertThat(seeing(before, () -> load("k", "v"))).isEqualTo("v");
            assertThat(cached("k")).as("another tenant's change").isEqualTo("v");
        });
    }

    @Test
    void unknown_isNeverStored() {
        assertThat(seeing(ReadPoint.UNKNOWN, () -> load("k", "v"))).isEqualTo("v");
        assertThat(cached("k")).isNull();
    }

    @Test
    void changedWhileItLoads_isNotStored() {
        ReadPoint before = TenantCachingProvider.readPoint();
        assertThat(seeing(
                        before,
                        () -> cache().<RuntimeException>getOrLoad("k", key -> {
                            manager().invalidate(Invalidation.ofKey("c", "k"));
                            return "old";
                        })))
                .isEqualTo("old");
        assertThat(cached("k")).isNull();
    }

    @Test
    void asynchronous() throws Exception {
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("c", "k"));
        CompletableFuture<String> end = new CompletableFuture<>();
        var given =
                seeing(before, () -> cache().getOrLoadAsync("k", key -> end)).toCompletableFuture();
        end.complete("old");
        assertThat(given.get(30, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(cached("k")).isNull();

        awaitStored(() -> {
            ReadPoint after = TenantCachingProvider.readPoint();
            assertThat(seeing(after, () -> cache().getOrLoadAsync("k", key -> CompletableFuture.completedFuture("new")))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .isEqualTo("new");
            assertThat(cached("k")).isEqualTo("new");
        });
    }

    /** One who sees the state of that point, and whose source has been asked. */
    Future<String> loading(ReadPoint point, CountDownLatch mayAnswer) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Future<String> old = threads.submit(() -> seeing(
                point,
                () -> cache().<RuntimeException>getOrLoad("k", key -> {
                    asked.countDown();
                    awaitUninterrupted(mayAnswer);
                    return "old";
                })));
        asked.await();
        return old;
    }

    /** Who asks meanwhile must not be given what is older than the change, nor wait for it. */
    @Test
    void others_areNotGivenIt_andDoNotWait() throws Exception {
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("c", "k"));
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Future<String> old = loading(before, mayAnswer);

        assertThat(load("k", "new")).isEqualTo("new");
        mayAnswer.countDown();
        assertThat(old.get(30, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(cached("k")).isEqualTo("new");
    }

    /** Those who began before that wait for it are told that it is not for them. */
    @Test
    void waiting_isTakenUpAgain() throws Exception {
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("c", "k"));
        List<Future<String>> olds = new ArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            int caller = i;
            olds.add(threads.submit(() -> {
                begin.await();
                return seeing(caller % 4 == 3 ? null : before, () -> load("k", caller % 4 == 3 ? "new" : "old"));
            }));
        }
        begin.countDown();
        for (int i = 0; i < olds.size(); i++) {
            String value = olds.get(i).get(30, TimeUnit.SECONDS);
            if (i % 4 == 3) {
                assertThat(value).isEqualTo("new");
            }
        }
        assertThat(cached("k")).isEqualTo("new");
    }

    /** Of those who see an older state each has it loaded for itself, at once. */
    @Test
    void many_doNotWaitForEachOther() throws Exception {
        load("other", "v");
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("c", "other"));
        for (ReadPoint point : List.of(before, ReadPoint.UNKNOWN)) {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<String>> olds = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                olds.add(threads.submit(() -> {
                    begin.await();
                    return seeing(point, () -> load("k" + point.isKnown(), "old"));
                }));
            }
            begin.countDown();
            for (Future<String> each : olds) {
                assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("old");
            }
        }
    }

    static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Counted implements CacheLoader<String, String> {
        private volatile boolean isEmpty;

        @Override
        public @Nullable String load(String key) {
            int load = loads.incrementAndGet();
            return isEmpty ? null : key + load;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new HashMap<>();
            keys.forEach(key -> all.put(key, Objects.requireNonNull(load(key))));
            return all;
        }
    }

    TenantCache<String, String> readThrough() {
        return readThrough(manager());
    }

    TenantCache<String, String> readThrough(TenantCacheManager node) {
        return node.createCache(
                "r",
                new MutableConfiguration<String, String>()
                        .setReadThrough(true)
                        .setCacheLoaderFactory(new SingletonFactory<>(new Counted())));
    }

    @Test
    void bulk() {
        TenantCache<String, String> cache = readThrough();
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("r", "a"));

        assertThat(seeing(before, () -> cache.getAll(Set.of("a")))).containsExactly(Map.entry("a", "a1"));
        assertThat(seeing(before, () -> cache.get("a"))).as("not stored").isEqualTo("a2");
        assertThat(seeing(before, () -> cache.getAll(Set.of("a")))).containsExactly(Map.entry("a", "a3"));
        awaitStored(() -> {
            ReadPoint after = TenantCachingProvider.readPoint();
            Map<String, String> stored = seeing(after, () -> cache.getAll(Set.of("a")));
            assertThat(cache.getAll(Set.of("a"))).isEqualTo(stored);
        });
    }

    /** That it bears a tag which has changed is not known before it is loaded. */
    @Test
    void tagChangedSince_isNotStoredInTheBackground() {
        TenantCacheConfiguration<String, String> configuration =
                StalenessContract.configured(LONG, settings -> settings.staleWhileRevalidate(LONG));
        TenantCache<String, String> cache = manager().createCache("stale", configuration);
        cache.put("k", "kept", StalenessContract.LIFE);
        await().until(() -> cache.get("k") == null);
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofTag("stale", "t"));

        assertThat(seeing(
                        before,
                        () -> cache.<RuntimeException>getOrLoad("k", key -> "old", value -> EntryOptions.tagged("t"))))
                .isEqualTo("kept");
        await().untilAsserted(() -> {
            assertThat(load(cache, "k", "new")).isNotEqualTo("old");
            assertThat(cache.get("k")).isEqualTo("new");
        });
    }

    /** What an entry processor reads through is loaded, too. */
    @Test
    void processorThatReads_changedSince_isNotStored() {
        TenantCache<String, String> cache = readThrough();
        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("r", "a"));
        assertThat(seeing(before, () -> cache.<String>invoke("a", (entry, arguments) -> entry.getValue())))
                .isEqualTo("a1");
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void processorThatReads_changedWhileItLoads_isNotStored() {
        TenantCache<String, String> cache = readThrough();
        cache.<String>invoke("a", (entry, arguments) -> {
            String loaded = entry.getValue();
            manager().invalidate(Invalidation.ofKey("r", "a"));
            return loaded;
        });
        assertThat(cache.containsKey("a")).isFalse();
    }

    /** Each for itself: of what was not invalidated meanwhile, what was loaded is stored. */
    @Test
    void processorsThatRead_inBulk() {
        TenantCache<String, String> cache = readThrough();
        cache.<String>invokeAll(Set.of("a", "b"), (entry, arguments) -> {
            String loaded = entry.getValue();
            manager().invalidate(Invalidation.ofKey("r", "a"));
            return loaded;
        });
        assertThat(cache.containsKey("a")).isFalse();
        assertThat(cache.containsKey("b")).isTrue();

        ReadPoint before = TenantCachingProvider.readPoint();
        manager().invalidate(Invalidation.ofKey("r", "c"));
        var results =
                seeing(before, () -> cache.<String>invokeAll(Set.of("c"), (entry, arguments) -> entry.getValue()));
        assertThat(results)
                .hasEntrySatisfying("c", result -> assertThat(result.get()).startsWith("c"));
        assertThat(cache.containsKey("c")).isFalse();
    }

    /** That the source has no value any more is newer than the value. */
    @Test
    void processorThatReads_leavesARememberedAbsence() {
        Counted source = new Counted();
        TenantCacheConfiguration<String, String> configuration =
                StalenessContract.configured(LONG, settings -> settings.absentTtl(LONG));
        configuration.setReadThrough(true).setCacheLoaderFactory(new SingletonFactory<>(source));
        TenantCache<String, String> cache = manager().createCache("absent", configuration);
        ReadPoint before = TenantCachingProvider.readPoint();
        source.isEmpty = true;
        manager().invalidate(Invalidation.ofKey("absent", "a"));
        assertThat(cache.get("a")).isNull();
        source.isEmpty = false;

        assertThat(seeing(before, () -> cache.<String>invoke("a", (entry, arguments) -> entry.getValue())))
                .isEqualTo("a2");
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void processorThatReads_isStoredAndThenFound() {
        TenantCache<String, String> cache = readThrough();
        for (int i = 0; i < 2; i++) {
            assertThat(cache.<String>invoke("a", (entry, arguments) -> entry.getValue()))
                    .isEqualTo("a1");
        }
        assertThat(loads).hasValue(1);
    }

    /** What is there is newer, though it is asked for that it be replaced. */
    @Test
    void loadAll_replacesNothing() {
        TenantCache<String, String> cache = readThrough();
        cache.put("a", "kept");
        seen.ofTheRest(ReadPoint.UNKNOWN);
        CompletionListenerFuture ended = new CompletionListenerFuture();
        cache.loadAll(Set.of("a"), true, ended);
        assertThat(ended).succeedsWithin(Duration.ofSeconds(30));
        assertThat(loads).hasValue(1);
        assertThat(cache.get("a")).isEqualTo("kept");
    }

    @Test
    void loaderThatAsksForItsKey_isRefused() {
        for (ReadPoint point : new ReadPoint[] {TenantCachingProvider.readPoint(), ReadPoint.UNKNOWN}) {
            assertThatThrownBy(() -> seeing(
                            point, () -> cache().<RuntimeException>getOrLoad("k", key -> load(key, "of another load"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** The load in the background would be stored nowhere: it is left to the next caller. */
    @Test
    void stale_isServed_andNotLoadedAnew() {
        TenantCacheConfiguration<String, String> configuration =
                StalenessContract.configured(StalenessContract.LIFE, settings -> settings.staleWhileRevalidate(LONG));
        TenantCache<String, String> cache = manager().createCache("stale", configuration);
        ReadPoint before = TenantCachingProvider.readPoint();
        cache.put("k", "kept");
        await().until(() -> cache.get("k") == null);

        assertThat(seeing(before, () -> cache.<RuntimeException>getOrLoad("k", key -> "old" + loads.incrementAndGet())))
                .isEqualTo("kept");
        assertThat(load(cache, "k", "new")).as("is served while it is loaded").isEqualTo("kept");
        await().untilAsserted(() -> assertThat(cache.get("k")).isEqualTo("new"));
        assertThat(loads).hasValue(0);
    }
}
