package io.tenantcache.it.app.servlet;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application's own way to tell the tenant: the first part of the path. */
@RequestScoped
public class TenantOfPath implements TenantResolver {

    private @Nullable Tenant tenant;

    void accept(String path) {
        int end = path.indexOf('/', 1);
        if (end > 1) {
            tenant = Tenant.of(path.substring(1, end));
        }
    }

    @Override
    public Optional<Tenant> resolve() {
        return Optional.ofNullable(tenant);
    }
}
