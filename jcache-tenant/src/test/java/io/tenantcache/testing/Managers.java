package io.tenantcache.testing;

import static org.awaitility.Awaitility.await;

import io.tenantcache.TenantCacheManager;
import java.time.Duration;

/** Managers for tests. */
public final class Managers {

    private Managers() {}

    /** That manager, which has a Redis, once it is in use: on a loaded machine it connects after its start. */
    public static TenantCacheManager connected(TenantCacheManager manager) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> manager.statistics().remote().orElseThrow().isNearTrusted());
        return manager;
    }
}
