package io.tenantcache.inbox;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The tenant for which the current thread works: that of its {@link TenantContext}, else that of the request's token. */
@ApplicationScoped
public class CurrentTenant {

    private static final String CLAIM = "tenant";

    @Inject
    JsonWebToken token;

    /** The tenant, or empty if nobody is signed in, or the token names none. */
    public Optional<Tenant> find() {
        return TenantContext.current().or(this::claimed);
    }

    /**
     * The tenant's id, as each query needs it.
     *
     * @throws IllegalStateException if there is none: the request filter lets no such request through
     */
    String id() {
        return find().map(Tenant::id).orElseThrow(() -> new IllegalStateException("The request has no tenant"));
    }

    private Optional<Tenant> claimed() {
        Object claim = token.getClaim(CLAIM);
        String id = claim instanceof JsonString json ? json.getString() : claim instanceof String text ? text : "";
        return id.isBlank() || id.length() > Tenant.MAX_ID_LENGTH ? Optional.empty() : Optional.of(Tenant.of(id));
    }
}
