package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.GLOBEX;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Person;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryOnlyInterleavingTest extends InterleavingContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("interleaving-in-memory"),
                    getClass().getClassLoader(),
                    Configs.of(null, Person.class.getName(), HeldKey.class.getName()),
                    Optional::empty);

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A key whose hash is slow to come on threads that say so. */
    static final class HeldKey {

        private static final ThreadLocal<@Nullable Runnable> ON_HASH = new ThreadLocal<>();

        private final String id = "k";

        /** Runs that the so many-th time that the calling thread asks for a hash. */
        static void onHash(int number, Runnable held) {
            AtomicInteger asked = new AtomicInteger();
            ON_HASH.set(() -> {
                if (asked.incrementAndGet() == number) {
                    held.run();
                }
            });
        }

        @Override
        public int hashCode() {
            Runnable held = ON_HASH.get();
            if (held != null) {
                held.run();
            }
            return id.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HeldKey;
        }
    }

    /** Wherever a load is held up by an invalidation and a later load: what that one brings stays. */
    @Test
    void load_thatAnInvalidationOvertook_givesWayToTheLaterOne() throws Exception {
        TenantCache<HeldKey, String> cache = manager.createCache("c", new TenantCacheConfiguration<>());
        boolean wasHeld = true;
        for (int number = 1; wasHeld; number++) {
            wasHeld = assertLaterLoadStays(cache, number);
        }
    }

    private static boolean assertLaterLoadStays(TenantCache<HeldKey, String> cache, int number) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        FutureTask<String> earlier = new FutureTask<>(() -> {
            HeldKey.onHash(number, () -> {
                held.countDown();
                awaitShortly(released);
            });
            return TenantContext.call(ACME, () -> cache.getOrLoad(new HeldKey(), key -> "earlier"));
        });
        Thread thread = new Thread(earlier);
        thread.start();
        await().until(() -> held.getCount() == 0 || earlier.isDone());
        boolean wasHeld = !earlier.isDone();
        as(ACME, () -> cache.remove(new HeldKey()));
        String later = TenantContext.call(
                ACME,
                () -> cache.getOrLoad(new HeldKey(), key -> {
                    released.countDown();
                    // Until it has loaded, or waits for this load.
                    await().until(() -> earlier.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
                    return "later";
                }));
        released.countDown();
        earlier.get(20, TimeUnit.SECONDS);
        String stored = TenantContext.call(ACME, () -> cache.get(new HeldKey()));
        if ("later".equals(later)) {
            assertThat(stored).as("held at hash %d", number).isIn("later", null);
        }
        as(ACME, () -> cache.remove(new HeldKey()));
        return wasHeld;
    }

    /** Where a lock is held, the others come no further. */
    private static void awaitShortly(CountDownLatch latch) {
        try {
            boolean unused = latch.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void expired_isHeardForTheTenantWhoseEntryItWas() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        CacheEntryExpiredListener<Integer, String> listener = events -> events.forEach(
                event -> heard.add(TenantContext.current().orElseThrow().id()));
        TenantCacheConfiguration<Integer, String> configuration = new TenantCacheConfiguration<>();
        configuration.addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));
        TenantCache<Integer, String> cache = manager.createCache("c", configuration);
        as(ACME, () -> cache.put(-1, "v", Duration.ofMillis(1)));
        // The other tenant's writes sweep the whole tier, now and then.
        await().until(() -> {
            as(GLOBEX, () -> {
                for (int i = 0; i < 1_000; i++) {
                    cache.put(i % 100, "v");
                }
            });
            return !heard.isEmpty();
        });
        assertThat(heard).containsExactly(ACME.id());
    }
}
