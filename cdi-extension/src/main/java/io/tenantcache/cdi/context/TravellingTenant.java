package io.tenantcache.cdi.context;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantContext.Binding;
import io.tenantcache.cdi.TenantCarrier;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant of a thread at one moment, or none, to be put onto another. */
final class TravellingTenant {

    /** What the type of context is called where an application says which types travel. */
    static final String TYPE = "TenantContext";

    private static final Logger LOG = System.getLogger(TravellingTenant.class.getName());

    private final @Nullable Tenant tenant;

    private TravellingTenant(@Nullable Tenant tenant) {
        this.tenant = tenant;
    }

    /**
     * The tenant of the calling thread. Never fails, since the task that is about to be submitted may not need a tenant:
     * one that cannot be told is none, which a task that needs one hears of.
     */
    static TravellingTenant current() {
        return new TravellingTenant(
                TenantContext.currentOr(TravellingTenant::resolve).orElse(null));
    }

    static TravellingTenant none() {
        return new TravellingTenant(null);
    }

    private static Optional<Tenant> resolve() {
        try {
            Instance<TenantCarrier> carrier = CDI.current().select(TenantCarrier.class);
            return carrier.isResolvable() ? carrier.get().current() : Optional.empty();
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "A task is submitted without a tenant, since it cannot be told", failure);
            return Optional.empty();
        }
    }

    /** Puts it onto the calling thread, until the binding's end. */
    Binding begin() {
        return TenantContext.bind(tenant);
    }
}
