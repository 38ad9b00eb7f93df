package io.tenantcache.model;

import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.jcache.TenantCachingProvider;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Person;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class MemoryOnlyRandomModelTest extends RandomModelContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("model-in-memory"),
                    getClass().getClassLoader(),
                    Configs.of(null, Person.class.getName()),
                    Optional::empty);

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    /** Memory is the authority here: whatever goes is noticed. */
    @Override
    void disturb(TenantCache<Object, Object> cache) {}

    @AfterEach
    void close() {
        manager.close();
    }
}
