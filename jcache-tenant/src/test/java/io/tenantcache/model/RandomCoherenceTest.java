package io.tenantcache.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Versions of a source through two nodes over one Redis, read and changed at random by many threads: what was invalidated does
 * not come back. {@code -Dtenantcache.test.seed} repeats the choices, though not their interleaving.
 */
@SuppressWarnings("ThreadPriorityCheck") // a yield is what lets the other thread in between
class RandomCoherenceTest {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final int KEYS = 4;
    private static final int READERS = 3;
    private static final int WRITERS = 2;
    private static final List<Tenant> TENANTS = List.of(Tenant.of("acme"), Tenant.of("globex"));

    private final RedisProcess redis = RedisProcess.started();
    private final List<TenantCacheManager> nodes = List.of(node("coherence-a"), node("coherence-b"));
    private final List<List<Register>> registers = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();

    RandomCoherenceTest() {
        for (int tenant = 0; tenant < TENANTS.size(); tenant++) {
            List<Register> own = new ArrayList<>();
            for (int key = 0; key < KEYS; key++) {
                own.add(new Register(nodes.size()));
            }
            registers.add(own);
        }
    }

    private TenantCacheManager node(String name) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        getClass().getClassLoader(),
                        Configs.patient(redis.address())
                                .tenancy(Tenancy.PER_TENANT)
                                .build(),
                        Optional::empty);
    }

    @AfterEach
    void close() {
        nodes.forEach(TenantCacheManager::close);
        redis.close();
    }

    @Test
    void getOrLoad_neverOlderThanWhatWasInvalidated() throws Exception {
        long seed = Seeds.first();
        List<Future<?>> threads = new ArrayList<>();
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            for (int node = 0; node < nodes.size(); node++) {
                for (int i = 0; i < READERS + WRITERS; i++) {
                    Actor actor = new Actor(node, new Random(seed + threads.size()));
                    Runnable work = i < READERS ? actor::read : actor::write;
                    threads.add(executor.submit(work));
                }
            }
            awaitEnd(threads);
            requireNewest();
            assertThat(reads.get()).isGreaterThan(loads.get());
            assertThat(loads.get()).isGreaterThan(100);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(Seeds.repeat(seed), e);
        } finally {
            ended.set(true);
            executor.shutdownNow();
        }
    }

    private void awaitEnd(List<Future<?>> threads) throws Exception {
        long end = System.nanoTime() + BUDGET.toNanos();
        await().atMost(BUDGET.plusSeconds(5))
                .until(() -> System.nanoTime() > end || threads.stream().anyMatch(Future::isDone));
        ended.set(true);
        for (Future<?> thread : threads) {
            thread.get(20, TimeUnit.SECONDS);
        }
    }

    /** Both nodes, and Redis as a node sees it that holds nothing itself. */
    private void requireNewest() {
        try (TenantCacheManager fresh = node("coherence-fresh")) {
            for (int i = 0; i < TENANTS.size(); i++) {
                List<Register> own = registers.get(i);
                TenantContext.run(TENANTS.get(i), () -> {
                    for (int key = 0; key < KEYS; key++) {
                        long newest = own.get(key).version();
                        assertThat(cache(fresh).get(key)).as("in Redis").isIn(newest, null);
                        for (TenantCacheManager node : nodes) {
                            requireNewest(cache(node), key, newest);
                        }
                    }
                });
            }
        }
    }

    private static void requireNewest(TenantCache<Integer, Long> cache, int key, long newest) {
        Runnable check = TenantContext.wrap((Runnable) () ->
                assertThat(cache.getOrLoad(key, same -> newest)).as("near").isEqualTo(newest));
        await().atMost(BOUND.multipliedBy(2)).untilAsserted(check::run);
    }

    private static TenantCache<Integer, Long> cache(TenantCacheManager node) {
        return node.getOrCreateCache("registers");
    }

    private static EntryOptions tagged(int key) {
        return EntryOptions.tagged(tag(key), "every");
    }

    private static String tag(int key) {
        return key % 2 == 0 ? "even" : "odd";
    }

    /** A thread of one node. */
    private final class Actor {

        private final int node;
        private final Random random;
        private final TenantCache<Integer, Long> cache;

        Actor(int node, Random random) {
            this.node = node;
            this.random = random;
            this.cache = cache(nodes.get(node));
        }

        void read() {
            while (!ended.get()) {
                int tenant = random.nextInt(TENANTS.size());
                int key = random.nextInt(KEYS);
                TenantContext.run(TENANTS.get(tenant), () -> {
                    Register register = registers.get(tenant).get(key);
                    long oldest = register.oldest(node, BOUND.toNanos());
                    Long version = cache.getOrLoad(key, same -> load(register), loaded -> tagged(key));
                    assertThat(version).as("version").isGreaterThanOrEqualTo(oldest);
                    reads.incrementAndGet();
                });
            }
        }

        /** Slow at times, so that changes overtake it. */
        private long load(Register register) {
            loads.incrementAndGet();
            long version = register.version();
            for (int i = random.nextInt(4) * random.nextInt(200); i > 0; i--) {
                Thread.yield();
            }
            return version;
        }

        void write() {
            while (!ended.get()) {
                int tenant = random.nextInt(TENANTS.size());
                TenantContext.run(TENANTS.get(tenant), () -> write(registers.get(tenant)));
            }
        }

        private void write(List<Register> own) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(11)) {
                case 8 -> change(own, () -> nodes.get(node).invalidate(Invalidation.ofTenant()));
                case 9, 10 ->
                    // The keys that bear the tag of this one.
                    change(
                            IntStream.range(0, KEYS)
                                    .filter(other -> other % 2 == key % 2)
                                    .mapToObj(own::get)
                                    .toList(),
                            () -> nodes.get(node).invalidate(Invalidation.ofTag(cache.getName(), tag(key))));
                case 0 -> change(own, () -> cache.clear());
                case 1 ->
                    change(own, () -> nodes.get(node).invalidate(Invalidation.ofCaches(List.of(cache.getName()))));
                case 2, 3 ->
                    change(
                            own.subList(key, key + 1),
                            () -> nodes.get(node).invalidate(Invalidation.ofKey(cache.getName(), key)));
                case 4, 5 -> change(own.subList(key, key + 1), () -> cache.remove(key));
                default ->
                    change(
                            own.subList(key, key + 1),
                            () -> cache.put(key, own.get(key).version(), tagged(key)));
            }
        }

        /** Changes the source, then tells the cache. */
        private void change(List<Register> changed, Runnable tell) {
            changed.forEach(register -> register.writing().lock());
            try {
                changed.forEach(Register::next);
                tell.run();
                changed.forEach(register -> register.told(node, register.version()));
            } finally {
                changed.forEach(register -> register.writing().unlock());
            }
            for (int i = random.nextInt(100); i > 0; i--) {
                Thread.yield();
            }
        }
    }
}
