package io.tenantcache.cdi.context;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * The tenant as a type of thread context of Jakarta Concurrency, {@code TenantContext}: to be named in {@code ContextServiceDefinition.propagated}.
 * Where the type is cleared there is no tenant, and an operation of a cache is an error.
 */
public final class ConcurrencyContextProvider implements ThreadContextProvider {

    /** A provider, as the service loader makes it. */
    public ConcurrencyContextProvider() {}

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return snapshot(TravellingTenant.current());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(TravellingTenant.none());
    }

    private static ThreadContextSnapshot snapshot(TravellingTenant tenant) {
        return () -> tenant.begin()::end;
    }

    @Override
    public String getThreadContextType() {
        return TravellingTenant.TYPE;
    }
}
