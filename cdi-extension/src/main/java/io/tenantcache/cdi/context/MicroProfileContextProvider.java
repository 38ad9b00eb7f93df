package io.tenantcache.cdi.context;

import java.util.Map;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * The tenant as a type of thread context of MicroProfile Context Propagation, {@code TenantContext}: to be named in {@code ManagedExecutor.builder().propagated(...)}.
 * Where the type is cleared there is no tenant, and an operation of a cache is an error.
 */
public final class MicroProfileContextProvider implements ThreadContextProvider {

    /** A provider, as the service loader makes it. */
    public MicroProfileContextProvider() {}

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
