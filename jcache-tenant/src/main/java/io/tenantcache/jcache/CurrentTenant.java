package io.tenantcache.jcache;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;
import org.jspecify.annotations.Nullable;

/** For whom the calling thread works: its context says so, or else the resolver. */
final class CurrentTenant {

    private CurrentTenant() {}

    /**
     * The tenant of a call of that cache.
     *
     * @throws TenantRequiredException if there is none
     */
    static Tenant of(String cache, TenantResolver resolver) {
        Tenant tenant = orNull(resolver);
        if (tenant == null) {
            throw new TenantRequiredException(cache);
        }
        return tenant;
    }

    /**
     * The tenant all of whose entries are meant.
     *
     * @throws TenantRequiredException if there is none
     */
    static Tenant ofEverything(TenantResolver resolver) {
        Tenant tenant = orNull(resolver);
        if (tenant == null) {
            throw new TenantRequiredException();
        }
        return tenant;
    }

    private static @Nullable Tenant orNull(TenantResolver resolver) {
        Tenant tenant = TenantContext.currentOrNull();
        return tenant != null ? tenant : TenantContext.currentOr(resolver).orElse(null);
    }
}
