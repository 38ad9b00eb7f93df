package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.GLOBEX;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.CacheLoadRejectedException;
import io.tenantcache.CacheLoadTimeoutException;
import io.tenantcache.CacheTrace;
import io.tenantcache.Invalidation;
import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.Tier;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.CacheConfigBuilder;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds, in every mode, of values whose life is over or nearly so, and of loads that fail, take long, or are too many. */
abstract class StalenessContract {

    static final Duration LIFE = Duration.ofMillis(250);
    static final Duration LONG = Duration.ofMinutes(10);

    /** A manager. */
    abstract TenantCacheManager manager();

    TenantCache<String, String> cache(Consumer<CacheConfigBuilder> settings) {
        return manager().createCache("c", configured(LIFE, settings));
    }

    static TenantCacheConfiguration<String, String> configured(Duration life, Consumer<CacheConfigBuilder> settings) {
        CacheConfigBuilder tiers = CacheConfig.builder(Tenancy.PER_TENANT);
        settings.accept(tiers);
        var configuration = new TenantCacheConfiguration<String, String>();
        configuration.setTiers(tiers.build());
        configuration.setExpiryPolicyFactory(
                CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, life.toMillis())));
        return configuration;
    }

    /** A source that answers with a number that grows, as it is told to. */
    static final class Counted implements Loader<String, String, IOException> {

        final AtomicInteger loads = new AtomicInteger();
        final Queue<Tenant> tenants = new ConcurrentLinkedQueue<>();
        volatile CountDownLatch open = new CountDownLatch(0);
        volatile boolean fails;
        volatile boolean interrupted;

        @Override
        public String load(String key) throws IOException {
            int load = loads.incrementAndGet();
            tenants.add(TenantContext.current().orElseThrow());
            try {
                open.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (fails) {
                throw new IOException("down");
            }
            return "v" + load;
        }

        void block() {
            open = new CountDownLatch(1);
        }
    }

    static void awaitEnd(TenantCache<String, String> cache, String key) {
        Tenant tenant = TenantContext.current().orElseThrow();
        await().until(() -> TenantContext.call(tenant, () -> cache.get(key) == null));
    }

    private static boolean wasStale(Runnable read) {
        try (CacheTrace trace = CacheTrace.start()) {
            read.run();
            return trace.servedStale();
        }
    }

    private static @Nullable String get(TenantCache<String, String> cache, Counted source) {
        try {
            return cache.getOrLoad("k", source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitValue(TenantCache<String, String> cache, Counted source, String value) {
        Tenant tenant = TenantContext.current().orElseThrow();
        await().until(() -> TenantContext.call(tenant, () -> get(cache, source)), value::equals);
    }

    @Test
    void whileRevalidate_servesAtOnce_andLoadsOnceInTheBackground() {
        TenantCache<String, String> cache = cache(settings -> settings.staleWhileRevalidate(LONG));
        Counted source = new Counted();
        as(ACME, () -> {
            assertThat(wasStale(() -> get(cache, source))).isFalse();
            awaitEnd(cache, "k");
            assertThat(cache.containsKey("k")).isFalse();
            assertThat(cache.iterator()).isExhausted();
            assertThat(cache.getTimeToLive("k")).isEmpty();
            source.block();
            for (int i = 0; i < 20; i++) {
                assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v1")))
                        .isTrue();
            }
            await().untilAtomic(source.loads, org.hamcrest.Matchers.is(2));
            source.open.countDown();
            awaitValue(cache, source, "v2");
            assertThat(source.tenants).containsOnly(ACME);
        });
    }

    @Test
    void whileRevalidate_anotherTenantHasNothing() {
        TenantCache<String, String> cache = cache(settings -> settings.staleWhileRevalidate(LONG));
        as(ACME, () -> {
            get(cache, new Counted());
            awaitEnd(cache, "k");
        });
        Counted other = new Counted();
        as(GLOBEX, () -> assertThat(wasStale(() -> get(cache, other))).isFalse());
        assertThat(other.tenants).containsExactly(GLOBEX);
    }

    @Test
    void whileRevalidate_theSourceHasItNoMore() {
        TenantCache<String, String> cache = cache(settings -> settings.staleWhileRevalidate(LONG));
        as(ACME, () -> {
            get(cache, new Counted());
            awaitEnd(cache, "k");
            assertThat(cache.<RuntimeException>getOrLoad("k", absent -> null)).isEqualTo("v1");
            await().until(() ->
                    TenantContext.call(ACME, () -> cache.<RuntimeException>getOrLoad("k", absent -> null) == null));
        });
    }

    @Test
    void whileRevalidate_overAfterItsTime() {
        TenantCache<String, String> cache = cache(settings -> settings.staleWhileRevalidate(Duration.ofMillis(200)));
        Counted source = new Counted();
        Counted failing = new Counted();
        failing.fails = true;
        as(ACME, () -> {
            get(cache, source);
            awaitEnd(cache, "k");
            await().until(() -> TenantContext.call(ACME, () -> {
                try {
                    cache.getOrLoad("k", failing);
                    return false;
                } catch (IOException e) {
                    return true;
                }
            }));
        });
    }

    @Test
    void stale_isOutdatedAndReplacedAsAllEntriesAre() {
        TenantCache<String, String> cache = cache(settings -> settings.staleWhileRevalidate(LONG));
        Counted source = new Counted();
        as(ACME, () -> {
            get(cache, source);
            awaitEnd(cache, "k");
            assertThat(cache.putIfAbsent("k", "put")).isTrue();
            assertThat(get(cache, source)).isEqualTo("put");
            awaitEnd(cache, "k");
            assertThat(cache.replace("k", "no")).isFalse();
            assertThat(cache.remove("k", "put")).isFalse();
            assertThat(cache.getAndPut("k", "again")).isNull();
            awaitEnd(cache, "k");
            manager().invalidate(Invalidation.ofKey("c", "k"));
            assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v2")))
                    .isFalse();
            awaitEnd(cache, "k");
            manager().invalidate(Invalidation.ofCaches(List.of("c")));
            assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v3")))
                    .isFalse();
            awaitEnd(cache, "k");
            assertThat(cache.remove("k")).isFalse();
            assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v4")))
                    .isFalse();
        });
    }

    @Test
    void timeToLive_isThatOfTheFreshValue() {
        TenantCache<String, String> cache = cache(settings -> settings.staleIfError(LONG));
        as(ACME, () -> {
            cache.put("k", "v", Duration.ofMinutes(2));
            assertThat(cache.getTimeToLive("k").orElseThrow())
                    .isBetween(Duration.ofSeconds(100), Duration.ofMinutes(2));
            assertThat(cache.setTimeToLive("k", Duration.ofMinutes(1))).isTrue();
            assertThat(cache.getTimeToLive("k").orElseThrow()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
            assertThat(cache.get("k")).isEqualTo("v");
        });
    }

    @Test
    void ifError_servesAndRests() {
        Duration rest = Duration.ofMillis(400);
        TenantCache<String, String> cache =
                cache(settings -> settings.staleIfError(LONG).staleRetryAfter(rest));
        Counted source = new Counted();
        as(ACME, () -> {
            get(cache, source);
            awaitEnd(cache, "k");
            source.fails = true;
            long began = System.nanoTime();
            assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v1")))
                    .isTrue();
            int loads = 2;
            while (source.loads.get() == loads) {
                assertThat(get(cache, source)).isEqualTo("v1");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(rest);
            source.fails = false;
            awaitValue(cache, source, "v" + (source.loads.get() + 1));
        });
    }

    @Test
    void ifError_nothingStale_theSourcesOwnException() {
        TenantCache<String, String> cache = cache(settings -> settings.staleIfError(LONG));
        Counted source = new Counted();
        source.fails = true;
        as(ACME, () -> {
            for (int i = 1; i <= 3; i++) {
                assertThatThrownBy(() -> cache.getOrLoad("k", source))
                        .isInstanceOf(IOException.class)
                        .hasMessage("down");
                assertThat(source.loads).hasValue(i);
            }
        });
    }

    @Test
    void softDeadline_servesWhatIsStale_andTheLoadIsStored() {
        TenantCache<String, String> cache = cache(settings -> settings.staleIfError(LONG)
                .staleRetryAfter(Duration.ofMillis(1))
                .loadSoftDeadline(Duration.ofMillis(100)));
        Counted source = new Counted();
        as(ACME, () -> {
            get(cache, source);
            awaitEnd(cache, "k");
            source.block();
            assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v1")))
                    .isTrue();
            source.open.countDown();
            awaitValue(cache, source, "v2");
            assertThat(source.interrupted).isFalse();
        });
    }

    @Test
    void softDeadline_theLoadStaysTheOnlyOne() {
        TenantCache<String, String> cache = cache(settings -> settings.staleIfError(LONG)
                .staleRetryAfter(Duration.ofMillis(1))
                .loadSoftDeadline(Duration.ofMillis(50)));
        Counted source = new Counted();
        as(ACME, () -> {
            get(cache, source);
            awaitEnd(cache, "k");
            source.block();
            for (int i = 0; i < 10; i++) {
                assertThat(get(cache, source)).isEqualTo("v1");
            }
            assertThat(source.loads).hasValue(2);
            source.open.countDown();
            awaitValue(cache, source, "v2");
        });
    }

    @Test
    void deadline_endsTheWait_andTheLateValueIsNotStored() {
        TenantCache<String, String> cache = cache(settings -> settings.loadDeadline(Duration.ofMillis(200)));
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        as(ACME, () -> {
            assertThatThrownBy(() -> cache.<RuntimeException>getOrLoad("k", key -> {
                        boolean interrupted = false;
                        while (late.getCount() > 0) {
                            try {
                                late.await();
                            } catch (InterruptedException e) {
                                interrupted = true;
                            }
                        }
                        ended.countDown();
                        return interrupted ? "late" : "not interrupted";
                    }))
                    .isInstanceOf(CacheLoadTimeoutException.class)
                    .hasMessageContaining("'c'")
                    .hasMessageContaining("tenantcache.load.deadline");
            Counted source = new Counted();
            source.block();
            Tenant tenant = ACME;
            // It is nobody's turn any more: the next one loads at once.
            Thread next = new Thread(() -> TenantContext.run(tenant, () -> get(cache, source)));
            source.open.countDown();
            next.start();
            await().until(() -> TenantContext.call(ACME, () -> "v1".equals(cache.get("k"))));
            late.countDown();
            await().until(() -> ended.getCount() == 0);
            assertThat(cache.get("k")).isEqualTo("v1");
        });
    }

    @Test
    void deadline_notReached_theTraceTellsTheSource() {
        TenantCache<String, String> cache = cache(settings -> settings.loadDeadline(LONG));
        as(ACME, () -> {
            try (CacheTrace trace = CacheTrace.start()) {
                assertThat(get(cache, new Counted())).isEqualTo("v1");
                assertThat(trace.answeredBy()).contains(Tier.SOURCE);
            }
        });
    }

    @Test
    void deadline_somethingStale() {
        TenantCache<String, String> cache =
                cache(settings -> settings.staleIfError(LONG).loadDeadline(Duration.ofMillis(200)));
        Counted source = new Counted();
        as(ACME, () -> {
            get(cache, source);
            awaitEnd(cache, "k");
            source.block();
            assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v1")))
                    .isTrue();
            await().until(() -> source.interrupted);
        });
    }

    @Test
    void deadline_ofThoseWhoWaitForAnother() throws InterruptedException {
        TenantCache<String, String> cache = cache(settings -> settings.loadDeadline(Duration.ofMillis(300)));
        Counted source = new Counted();
        source.block();
        List<Thread> callers = IntStream.range(0, 5)
                .mapToObj(i -> new Thread(() -> TenantContext.run(
                        ACME,
                        () -> assertThatThrownBy(() -> cache.getOrLoad("k", source))
                                .isInstanceOf(CacheLoadTimeoutException.class))))
                .toList();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        callers.forEach(caller -> {
            caller.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            caller.start();
        });
        for (Thread caller : callers) {
            caller.join(10_000);
            assertThat(caller.isAlive()).isFalse();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void maxPerTenant_isOfOneTenant() throws InterruptedException {
        TenantCache<String, String> cache = cache(settings -> settings.loadMaxPerTenant(1));
        Counted source = new Counted();
        source.block();
        Thread slow = new Thread(() -> TenantContext.run(ACME, () -> get(cache, source)));
        slow.start();
        await().untilAtomic(source.loads, org.hamcrest.Matchers.is(1));
        as(
                ACME,
                () -> assertThatThrownBy(() -> cache.<RuntimeException>getOrLoad("other", key -> "v"))
                        .isInstanceOf(CacheLoadRejectedException.class)
                        .hasMessageContaining("tenantcache.load.max-per-tenant"));
        as(GLOBEX, () -> {
            String nested = cache.<RuntimeException>getOrLoad(
                    "other", key -> cache.<RuntimeException>getOrLoad("inner", inner -> "v") + "w");
            assertThat(nested).isEqualTo("vw");
        });
        source.open.countDown();
        slow.join();
        as(
                ACME,
                () -> assertThat(cache.<RuntimeException>getOrLoad("other", key -> "v"))
                        .isEqualTo("v"));
    }

    @Test
    void refreshAhead_loadsBeforeTheEnd() {
        Duration life = Duration.ofSeconds(3);
        TenantCache<String, String> cache =
                manager().createCache("c", configured(life, settings -> settings.refreshAhead(30)));
        Counted source = new Counted();
        as(ACME, () -> {
            long began = System.nanoTime();
            assertThat(get(cache, source)).isEqualTo("v1");
            source.block();
            while (source.loads.get() == 1) {
                assertThat(wasStale(() -> assertThat(get(cache, source)).isEqualTo("v1")))
                        .isFalse();
            }
            Duration after = Duration.ofNanos(System.nanoTime() - began);
            assertThat(after).isBetween(life.multipliedBy(3).dividedBy(10), life);
            assertThat(get(cache, source)).isEqualTo("v1");
            source.open.countDown();
            awaitValue(cache, source, "v2");
            assertThat(cache.getTimeToLive("k").orElseThrow()).isGreaterThan(life.minus(after));
            assertThat(source.loads).hasValue(2);
        });
    }

    @Test
    void earlyRefresh_isTheEarlierTheLongerTheLoadTook() {
        Duration life = Duration.ofSeconds(4);
        TenantCache<String, String> cache =
                manager().createCache("c", configured(life, settings -> settings.earlyRefresh(1000)));
        Counted quick = new Counted();
        Counted slow = new Counted();
        as(ACME, () -> {
            get(cache, quick);
            for (int i = 0; i < 100; i++) {
                get(cache, quick);
            }
            assertThat(quick.loads).as("a load of no time at all").hasValue(1);
        });
        List<String> keys = IntStream.range(0, 10).mapToObj(i -> "slow" + i).toList();
        long began = System.nanoTime();
        keys.parallelStream()
                .forEach(key ->
                        TenantContext.run(ACME, () -> cache.<RuntimeException>getOrLoad(key, absent -> slowly())));
        as(ACME, () -> {
            // Each at random up to some seconds before its end: that none is, does not happen in the life of this
            // project.
            await().atMost(life.multipliedBy(2))
                    .until(() -> TenantContext.call(ACME, () -> {
                        for (String key : keys) {
                            cache.getOrLoad(key, slow);
                        }
                        return slow.loads.get() > 0;
                    }));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(life);
        });
    }

    private static String slowly() {
        long began = System.nanoTime();
        while (System.nanoTime() - began < 500_000_000) {
            LockSupport.parkNanos(1_000_000);
        }
        return "slow";
    }

    @Test
    void jitter_shortensLives_atRandom() {
        TenantCache<Integer, String> cache = manager()
                .createCache("c", copy(configured(Duration.ofMinutes(10), settings -> settings.ttlJitter(50))));
        as(ACME, () -> {
            IntStream.range(0, 100).forEach(i -> cache.put(i, "v"));
            Set<Long> lives = IntStream.range(0, 100)
                    .mapToObj(i -> cache.getTimeToLive(i).orElseThrow().toSeconds())
                    .collect(Collectors.toSet());
            assertThat(lives)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(life -> assertThat(life).isBetween(290L, 600L));
            assertThat(lives).anySatisfy(life -> assertThat(life).isLessThan(400));
            cache.put(0, "v", Duration.ofMinutes(5));
            assertThat(cache.getTimeToLive(0).orElseThrow()).isGreaterThan(Duration.ofSeconds(290));
        });
    }

    private static TenantCacheConfiguration<Integer, String> copy(TenantCacheConfiguration<String, String> other) {
        var copy = new TenantCacheConfiguration<Integer, String>();
        copy.setTiers(other.getTiers().orElseThrow());
        copy.setExpiryPolicyFactory(other.getExpiryPolicyFactory());
        return copy;
    }

    @Test
    void readThrough_inBulk() {
        Map<String, String> source = new ConcurrentHashMap<>(Map.of("a", "1", "b", "1"));
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch[] open = {new CountDownLatch(0)};
        TenantCacheConfiguration<String, String> configuration =
                configured(LIFE, settings -> settings.staleWhileRevalidate(LONG));
        configuration.setReadThrough(true);
        configuration.setCacheLoaderFactory(() -> new CacheLoader<>() {
            @Override
            public @Nullable String load(String key) {
                return source.get(key);
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                loads.incrementAndGet();
                try {
                    open[0].await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return Map.copyOf(source);
            }
        });
        TenantCache<String, String> cache = manager().createCache("c", configuration);
        Set<String> keys = Set.of("a", "b");
        as(ACME, () -> {
            assertThat(cache.getAll(keys)).isEqualTo(Map.of("a", "1", "b", "1"));
            await().until(() -> TenantContext.call(ACME, () -> !cache.iterator().hasNext()));
            source.put("a", "2");
            open[0] = new CountDownLatch(1);
            for (int i = 0; i < 5; i++) {
                assertThat(wasStale(() -> assertThat(cache.getAll(keys)).isEqualTo(Map.of("a", "1", "b", "1"))))
                        .isTrue();
            }
            open[0].countDown();
            await().until(() -> TenantContext.call(ACME, () -> cache.getAll(keys)), Map.of("a", "2", "b", "1")::equals);
        });
    }
}
