package io.tenantcache.jcache;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.testing.Person;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** Caches that remember what is not there behave as all do. */
class RememberingBehaviourTest extends BehaviourContract {

    private final TenantCacheManager manager = new TenantCachingProvider()
            .open(
                    URI.create("behaviour-remembering"),
                    getClass().getClassLoader(),
                    TenantCacheConfig.builder()
                            .tenancy(Tenancy.PER_TENANT)
                            .defaults(all -> all.absentTtl(Duration.ofMinutes(10)))
                            .cache("shared", shared -> shared.tenancy(Tenancy.SHARED))
                            .allow(Person.class.getName())
                            .build(),
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
