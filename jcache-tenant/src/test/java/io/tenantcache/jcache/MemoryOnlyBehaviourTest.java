package io.tenantcache.jcache;

import static io.tenantcache.jcache.CacheContract.ACME;
import static io.tenantcache.jcache.CacheContract.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Person;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryOnlyBehaviourTest extends BehaviourContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("behaviour-in-memory"),
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
    void applicationsPolicy_isNotCutShort() {
        TenantCache<String, String> cache = manager.createCache("c", new TenantCacheConfiguration<String, String>());
        TenantCache<String, String> bySettings = manager.getOrCreateCache("d");
        as(ACME, () -> {
            cache.put("k", "v");
            assertThat(cache.getTimeToLive("k")).contains(ChronoUnit.FOREVER.getDuration());
            bySettings.put("k", "v");
            assertThat(bySettings.getTimeToLive("k").orElseThrow()).isLessThan(java.time.Duration.ofMinutes(16));
        });
    }

    @Test
    void expired_isHeardByWhoeverMeetsItFirst() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        CacheEntryExpiredListener<String, String> listener =
                events -> events.forEach(event -> heard.add(event.getKey() + "=" + event.getOldValue()));
        TenantCacheConfiguration<String, String> configuration = new TenantCacheConfiguration<>();
        configuration.setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 20)));
        configuration.addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true));
        TenantCache<String, String> cache = manager.createCache("c", configuration);
        as(ACME, () -> {
            cache.put("k", "v");
            await().untilAsserted(
                            () -> as(ACME, () -> assertThat(cache.get("k")).isNull()));
            assertThat(cache.get("k")).isNull();
            assertThat(heard).containsExactly("k=v");
        });
    }
}
