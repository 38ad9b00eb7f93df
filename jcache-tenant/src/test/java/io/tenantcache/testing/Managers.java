package io.tenantcache.testing;

import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Managers for tests. */
public final class Managers {

    private Managers() {}

    /** Of that configuration; none but what is bound to a thread tells the tenant. */
    public static TenantCacheManager open(TenantCacheConfig config) {
        return open("node", config, Optional::empty);
    }

    static TenantCacheManager open(String name, TenantCacheConfig config, TenantResolver resolver) {
        return new TenantCachingProvider().open(URI.create(name), Managers.class.getClassLoader(), config, resolver);
    }

    /** That manager, which has a Redis, once it is in use: on a loaded machine it connects after its start. */
    public static TenantCacheManager connected(TenantCacheManager manager) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> manager.statistics().remote().orElseThrow().isNearTrusted());
        return manager;
    }
}
