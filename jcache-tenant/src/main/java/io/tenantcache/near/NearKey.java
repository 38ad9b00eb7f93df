package io.tenantcache.near;

import io.tenantcache.Tenant;
import org.jspecify.annotations.Nullable;

/** A key of a tenant: what a lookup allocates, and all that it allocates. */
final class NearKey {

    private final Tenant tenant;
    private final Object key;

    NearKey(Tenant tenant, Object key) {
        this.tenant = tenant;
        this.key = key;
    }

    Tenant tenant() {
        return tenant;
    }

    Object key() {
        return key;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof NearKey other && key.equals(other.key) && tenant.equals(other.tenant);
    }

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + key.hashCode();
    }

    /** Keys are never printed. */
    @Override
    public String toString() {
        return "NearKey";
    }
}
