package io.tenantcache.model;

import com.github.benmanes.caffeine.cache.Cache;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Person;
import io.tenantcache.testing.RedisProcess;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class TieredRandomModelTest extends RandomModelContract {

    private final RedisProcess redis = RedisProcess.started();

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("model-over-redis"),
                    getClass().getClassLoader(),
                    Configs.patientOf(redis.address(), Person.class.getName()),
                    Optional::empty);

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    /** Memory is empty of a sudden. */
    @Override
    void disturb(TenantCache<Object, Object> cache) {
        cache.unwrap(Cache.class).invalidateAll();
    }

    @AfterEach
    void close() {
        manager.close();
        redis.close();
    }
}
