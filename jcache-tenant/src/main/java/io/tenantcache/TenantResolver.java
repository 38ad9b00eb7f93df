package io.tenantcache;

import java.util.Optional;

/**
 * Tells for which tenant the calling thread works.
 *
 * <p>It is asked at every cache operation outside of a {@link TenantContext}, so it must be fast and must not block. A
 * resolver that throws fails the operation: it never leads to another tenant's data.
 */
@FunctionalInterface
public interface TenantResolver {

    /** The caller's tenant, or empty if this resolver does not know it. */
    Optional<Tenant> resolve();
}
