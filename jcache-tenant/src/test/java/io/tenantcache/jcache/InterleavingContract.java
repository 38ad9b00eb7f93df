package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantContext;
import io.tenantcache.config.TenantCacheConfiguration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListenerException;
import org.junit.jupiter.api.Test;

/** What holds, in every mode, when one thing fails or happens in the middle of another. */
abstract class InterleavingContract {

    /** A manager with per-tenant caches, and {@link io.tenantcache.testing.Person} allowed. */
    abstract TenantCacheManager manager();

    private TenantCache<String, String> heardBy(
            CacheEntryCreatedListener<String, String> listener, boolean isSynchronous) {
        TenantCacheConfiguration<String, String> configuration = new TenantCacheConfiguration<>();
        configuration.addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, isSynchronous));
        return manager().createCache("c", configuration);
    }

    @Test
    void removeAll_whileALoadRuns_itsValueIsNotStored() throws Exception {
        TenantCacheConfiguration<String, String> configuration = new TenantCacheConfiguration<>();
        configuration.setStatisticsEnabled(true);
        TenantCache<String, String> cache = manager().createCache("c", configuration);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch removed = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<String> load = executor.submit(() -> TenantContext.call(
                    ACME,
                    () -> cache.getOrLoad("k", key -> {
                        loading.countDown();
                        assertThat(removed.await(20, TimeUnit.SECONDS)).isTrue();
                        return "old";
                    })));
            assertThat(loading.await(20, TimeUnit.SECONDS)).isTrue();
            as(ACME, cache::removeAll);
            removed.countDown();
            assertThat(load.get(20, TimeUnit.SECONDS)).isEqualTo("old");
            as(ACME, () -> assertThat(cache.containsKey("k")).isFalse());
        } finally {
            removed.countDown();
            executor.shutdownNow();
        }
    }

    @Test
    void listenerThatFails_theOtherKeysOfABulkAreHeardOf() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        TenantCache<String, String> cache = heardBy(
                events -> events.forEach(event -> {
                    heard.add(event.getKey());
                    throw new IllegalStateException("listener");
                }),
                true);
        as(ACME, () -> {
            assertThatThrownBy(() -> cache.putAll(Map.of("a", "1", "b", "2", "c", "3")))
                    .isInstanceOf(CacheEntryListenerException.class);
            assertThat(heard).containsExactlyInAnyOrder("a", "b", "c");
            assertThatThrownBy(() -> cache.invokeAll(Set.of("d", "e"), (entry, arguments) -> {
                        entry.setValue("4");
                        return null;
                    }))
                    .isInstanceOf(CacheEntryListenerException.class);
            assertThat(heard).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        });
    }

    @Test
    void asynchronousListener_afterAnErrorHearsOn() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        TenantCache<String, String> cache = heardBy(
                events -> events.forEach(event -> {
                    heard.add(event.getValue());
                    throw new NoClassDefFoundError("of the listener");
                }),
                false);
        as(ACME, () -> {
            for (int i = 0; i < 3; i++) {
                cache.put("k", "v" + i);
                cache.remove("k");
            }
        });
        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(heard).containsExactly("v0", "v1", "v2"));
    }
}
