package io.tenantcache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.ReadPoint;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Managers;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.SeenPoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A source with snapshots, read through a cache at random by callers who see it as it was, and by such who see it as it is, while it
 * changes: what was invalidated does not come back. {@code -Dtenantcache.test.seed} repeats the choices, though not their interleaving.
 */
@SuppressWarnings("ThreadPriorityCheck") // a yield is what lets the other thread in between
class RandomSnapshotsTest {

    private static final List<Tenant> TENANTS = List.of(Tenant.of("acme"), Tenant.of("globex"), Tenant.of("initech"));
    private static final int KEYS = 4;

    /** With a point. */
    private static final int LOADS = 600;

    private static final int LOADS_IN_MEMORY = 4_000;
    private static final int MOST_READS_BETWEEN = 40;
    private static final int LONGEST_PAUSE = 400;

    private final long seed = Long.getLong("tenantcache.test.seed", System.nanoTime());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<TenantCacheManager> nodes = new ArrayList<>();
    private final List<Versions> sources = new ArrayList<>();
    private final AtomicInteger values = new AtomicInteger();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void close() {
        threads.shutdownNow();
        nodes.forEach(TenantCacheManager::close);
    }

    @Test
    void memoryOnly() throws Exception {
        TenantCacheConfig config =
                TenantCacheConfig.builder().tenancy(Tenancy.PER_TENANT).build();
        nodes.add(open("snapshots", config));
        run(LOADS_IN_MEMORY);
    }

    @Test
    void twoNodes() throws Exception {
        try (RedisProcess redis = RedisProcess.started()) {
            TenantCacheConfig config = overRedis(redis);
            nodes.add(Managers.connected(open("snapshots-a", config)));
            nodes.add(Managers.connected(open("snapshots-b", config)));
            run(LOADS);
            // Closed here, while there is the Redis that they tell of it.
            close();
        }
    }

    private static TenantCacheConfig overRedis(RedisProcess redis) {
        return Configs.patient(redis.address()).tenancy(Tenancy.PER_TENANT).build();
    }

    private static TenantCacheManager open(String name, TenantCacheConfig config) {
        return new TenantCachingProvider()
                .open(
                        URI.create(name),
                        RandomSnapshotsTest.class.getClassLoader(),
                        config,
                        Optional::empty,
                        new SeenPoint());
    }

    private void run(int leastLoads) throws Exception {
        TENANTS.forEach(tenant -> sources.add(new Versions(nodes.size())));
        List<Future<?>> actors = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            for (int i = 0; i < 4; i++) {
                Actor actor = new Actor(node, new Random(seed + actors.size()));
                Runnable work =
                        i == 0 ? actor::change : i == 1 ? actor::readAsItIs : () -> actor.readAsItWas(leastLoads);
                actors.add(threads.submit(work));
            }
        }
        try {
            for (Future<?> actor : actors) {
                actor.get(2, TimeUnit.MINUTES);
            }
            requireNewest();
            assertThat(stored).as("stored with a point").hasValueGreaterThan(leastLoads / 20);
            assertThat(refused).as("refused with a point").hasValueGreaterThan(leastLoads / 20);
        } catch (AssertionError | Exception e) {
            ended.set(true);
            throw new AssertionError("repeat with -Dtenantcache.test.seed=" + seed, e);
        }
    }

    private void requireNewest() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (int node = 0; node < nodes.size(); node++) {
                for (int tenant = 0; tenant < TENANTS.size(); tenant++) {
                    requireNewest(node, tenant);
                }
            }
        });
    }

    private void requireNewest(int node, int tenant) {
        TenantContext.run(TENANTS.get(tenant), () -> {
            for (int key = 0; key < KEYS; key++) {
                String held = cache(node).get(key);
                if (held != null) {
                    assertThat(versionOf(held))
                            .as("node %d, tenant %d, key %d", node, tenant, key)
                            .isEqualTo(sources.get(tenant).snapshot().get(key));
                }
            }
        });
    }

    private TenantCache<Integer, String> cache(int node) {
        return nodes.get(node).getOrCreateCache("versions");
    }

    private static int versionOf(@Nullable String value) {
        String text = String.valueOf(value);
        return Integer.parseInt(text.substring(0, text.indexOf('/')));
    }

    private static String tagOf(int key) {
        return key % 2 == 0 ? "even" : "odd";
    }

    /** What one tenant has in the source: the version of each key. */
    private static final class Versions {

        private final AtomicReference<List<Integer>> present = new AtomicReference<>(List.of(0, 0, 0, 0));
        private final List<AtomicIntegerArray> told = new ArrayList<>();

        /** Exclusive for puts: a cache cannot know which of two values that are put at once is the newer one. */
        private final ReadWriteLock changes = new ReentrantReadWriteLock();

        Versions(int nodes) {
            for (int node = 0; node < nodes; node++) {
                told.add(new AtomicIntegerArray(KEYS));
            }
        }

        ReadWriteLock changes() {
            return changes;
        }

        List<Integer> snapshot() {
            return present.get();
        }

        /** All keys that are asked for change at once; answers what there is then. */
        List<Integer> commit(List<Integer> keys) {
            return present.updateAndGet(before -> {
                List<Integer> after = new ArrayList<>(before);
                keys.forEach(key -> after.set(key, before.get(key) + 1));
                return List.copyOf(after);
            });
        }

        /** That node was told that those keys have changed to no less than those versions, and has returned. */
        void told(int node, List<Integer> keys, List<Integer> versions) {
            keys.forEach(key -> told.get(node).accumulateAndGet(key, versions.get(key), Math::max));
        }

        /** The oldest version that a read may give that begins now on that node, and sees the source as it is. */
        int oldest(int node, int key) {
            return told.get(node).get(key);
        }
    }

    /** A thread of one node. */
    private final class Actor {

        private final int node;
        private final Random random;
        private final TenantCache<Integer, String> cache;

        Actor(int node, Random random) {
            this.node = node;
            this.random = random;
            this.cache = cache(node);
        }

        private void pause() {
            for (int i = random.nextInt(3) * random.nextInt(LONGEST_PAUSE); i > 0; i--) {
                Thread.yield();
            }
        }

        void readAsItIs() {
            while (!ended.get()) {
                int tenant = random.nextInt(TENANTS.size());
                int key = random.nextInt(KEYS);
                TenantContext.run(TENANTS.get(tenant), () -> readAsItIs(sources.get(tenant), key));
                pause();
            }
        }

        private void readAsItIs(Versions source, int key) {
            int oldest = source.oldest(node, key);
            String value = load(key, () -> source.snapshot().get(key));
            reads.incrementAndGet();
            assertThat(versionOf(value))
                    .as("read of what there is, node %d, key %d", node, key)
                    .isGreaterThanOrEqualTo(oldest);
        }

        void readAsItWas(int leastLoads) {
            try {
                while (stored.get() + refused.get() < leastLoads && !ended.get()) {
                    int tenant = random.nextInt(TENANTS.size());
                    TenantContext.run(TENANTS.get(tenant), () -> readAsItWas(sources.get(tenant)));
                }
            } finally {
                ended.set(true);
            }
        }

        private void readAsItWas(Versions source) {
            ReadPoint begun = TenantCachingProvider.readPoint();
            List<Integer> snapshot = source.snapshot();
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                if (random.nextInt(3) == 0) {
                    pause();
                }
                int key = random.nextInt(KEYS);
                int oldest = source.oldest(node, key);
                AtomicInteger own = new AtomicInteger();
                String value = SeenPoint.seeing(
                        begun,
                        () -> load(key, () -> {
                            own.incrementAndGet();
                            return snapshot.get(key);
                        }));
                reads.incrementAndGet();
                // What it sees itself, or what others may see.
                assertThat(versionOf(value))
                        .as("read of what there was, node %d, key %d", node, key)
                        .isGreaterThanOrEqualTo(Math.min(oldest, snapshot.get(key)));
                if (own.get() > 0) {
                    assertThat(versionOf(value)).isEqualTo(snapshot.get(key));
                    count(source, key, value);
                }
            }
        }

        private void count(Versions source, int key, String loaded) {
            int oldest = source.oldest(node, key);
            String held = cache.get(key);
            (loaded.equals(held) ? stored : refused).incrementAndGet();
            if (held != null) {
                assertThat(versionOf(held))
                        .as("held, node %d, key %d", node, key)
                        .isGreaterThanOrEqualTo(oldest);
            }
        }

        /** The value: a version, and a number of its own. */
        private String load(int key, Supplier<Integer> version) {
            int pause = random.nextInt(2);
            boolean isLate = random.nextBoolean();
            // Called on whatever thread: nothing is drawn there.
            Supplier<String> source = () -> {
                String loaded = version.get() + "/" + values.incrementAndGet();
                for (int i = pause * LONGEST_PAUSE / 4; i > 0; i--) {
                    Thread.yield();
                }
                return loaded;
            };
            if (random.nextInt(3) > 0) {
                return String.valueOf(cache.<RuntimeException>getOrLoad(
                        key, missing -> source.get(), value -> EntryOptions.tagged(tagOf(key))));
            }
            return String.valueOf(cache.getOrLoadAsync(
                            key,
                            missing -> isLate
                                    ? CompletableFuture.supplyAsync(source, threads)
                                    : CompletableFuture.completedFuture(source.get()),
                            value -> EntryOptions.tagged(tagOf(key)))
                    .toCompletableFuture()
                    .orTimeout(1, TimeUnit.MINUTES)
                    .join());
        }

        /** Goes on once some reads were made: the others may be slow. */
        void change() {
            while (!ended.get()) {
                int tenant = random.nextInt(TENANTS.size());
                TenantContext.run(TENANTS.get(tenant), () -> change(sources.get(tenant)));
                int next = reads.get() + random.nextInt(MOST_READS_BETWEEN);
                while (reads.get() < next && !ended.get()) {
                    Thread.yield();
                }
            }
        }

        private void change(Versions source) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(6)) {
                case 0 -> put(source, key);
                case 1 -> invalidate(source, List.of(0, 1, 2, 3), Invalidation.ofTenant());
                case 2 -> invalidate(source, List.of(0, 1, 2, 3), Invalidation.ofCaches(List.of(cache.getName())));
                case 3 ->
                    invalidate(source, List.of(key % 2, key % 2 + 2), Invalidation.ofTag(cache.getName(), tagOf(key)));
                default -> invalidate(source, List.of(key), Invalidation.ofKey(cache.getName(), key));
            }
        }

        private void invalidate(Versions source, List<Integer> keys, Invalidation invalidation) {
            source.changes().readLock().lock();
            try {
                List<Integer> versions = source.commit(keys);
                pause();
                nodes.get(node).invalidate(invalidation);
                source.told(node, keys, versions);
            } finally {
                source.changes().readLock().unlock();
            }
        }

        private void put(Versions source, int key) {
            source.changes().writeLock().lock();
            try {
                List<Integer> versions = source.commit(List.of(key));
                pause();
                cache.put(key, versions.get(key) + "/" + values.incrementAndGet(), EntryOptions.tagged(tagOf(key)));
                source.told(node, List.of(key), versions);
            } finally {
                source.changes().writeLock().unlock();
            }
        }
    }
}
