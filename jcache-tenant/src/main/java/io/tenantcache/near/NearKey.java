package io.tenantcache.near;

import io.tenantcache.Tenant;

/** A key of a tenant: what a lookup allocates, and all that it allocates. */
record NearKey(Tenant tenant, Object key) {

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + key.hashCode();
    }
}
