package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import java.util.regex.Pattern;

/** Which ids of tenants are taken from outside. Immutable. */
public final class TenantIds {

    private final Pattern allowed;

    /** Those that the pattern matches as a whole. */
    public TenantIds(Pattern allowed) {
        this.allowed = allowed;
    }

    /**
     * That tenant.
     *
     * @throws IllegalArgumentException if its id is not of the pattern, in which case the message does not repeat it; or if it is
     *     {@link Tenant#SHARED}, which is nobody
     */
    Tenant require(Tenant tenant) {
        if (tenant.isShared()) {
            throw new IllegalArgumentException(
                    "Tenant.SHARED is no tenant of a call: answer Optional.empty() where there is none");
        }
        if (!allowed.matcher(tenant.id()).matches()) {
            throw new IllegalArgumentException(
                    "The tenant's id is not of the form that tenantcache.tenant.id-pattern allows");
        }
        return tenant;
    }
}
