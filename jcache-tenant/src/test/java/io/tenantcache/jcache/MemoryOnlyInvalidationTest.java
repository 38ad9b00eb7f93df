package io.tenantcache.jcache;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.testing.Configs;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class MemoryOnlyInvalidationTest extends InvalidationContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(URI.create("memory"), getClass().getClassLoader(), Configs.of(null), () -> tenant);

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    @AfterEach
    void close() {
        manager.close();
    }
}
