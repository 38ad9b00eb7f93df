package io.tenantcache.it.app;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application's own source of tenants: knows the one that it was told in this request. */
@RequestScoped
public class TenantOfJob implements TenantResolver {

    private @Nullable Tenant tenant;

    void accept(String id) {
        tenant = Tenant.of(id);
    }

    @Override
    public Optional<Tenant> resolve() {
        return Optional.ofNullable(tenant);
    }
}
