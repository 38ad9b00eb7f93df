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
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryOnlyInterleavingTest extends InterleavingContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("interleaving-in-memory"),
                    getClass().getClassLoader(),
                    Configs.of(null, Person.class.getName()),
                    Optional::empty);

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    @AfterEach
    void close() {
        manager.close();
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
