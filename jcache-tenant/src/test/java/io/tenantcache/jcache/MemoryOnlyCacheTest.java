package io.tenantcache.jcache;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.testing.Configs;
import io.tenantcache.testing.Person;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class MemoryOnlyCacheTest extends CacheContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("memory"),
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
}
