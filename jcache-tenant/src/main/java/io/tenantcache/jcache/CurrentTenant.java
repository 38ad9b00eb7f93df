package io.tenantcache.jcache;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;

/** For whom the calling thread works: its context says so, or else the resolver. */
final class CurrentTenant {

    private CurrentTenant() {}

    /**
     * The tenant of a call of that cache.
     *
     * @throws TenantRequiredException if there is none
     */
    static Tenant of(String cache, TenantResolver resolver) {
        Tenant tenant = TenantContext.currentOrNull();
        return tenant != null ? tenant : resolver.resolve().orElseThrow(() -> new TenantRequiredException(cache));
    }
}
