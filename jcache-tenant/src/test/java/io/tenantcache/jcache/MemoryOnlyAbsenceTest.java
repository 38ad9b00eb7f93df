package io.tenantcache.jcache;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.testing.Configs;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class MemoryOnlyAbsenceTest extends AbsenceContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(URI.create("absence-in-memory"), getClass().getClassLoader(), Configs.of(null), Optional::empty);

    @Override
    TenantCacheManager manager() {
        return manager;
    }

    @AfterEach
    void close() {
        manager.close();
    }
}
