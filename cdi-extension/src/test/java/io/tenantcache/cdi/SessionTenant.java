package io.tenantcache.cdi;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The example of {@code docs/tenancy.md}, as it stands there. */
@RequestScoped
public class SessionTenant implements TenantResolver {

    @Inject
    Session session;

    @Override
    public Optional<Tenant> resolve() {
        return session.organisation().map(Tenant::of);
    }

    /** What an application knows of its caller. */
    @RequestScoped
    static class Session {

        Optional<String> organisation() {
            return Optional.of("of the session");
        }
    }
}
