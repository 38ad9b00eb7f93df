package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tenant as the HTTP request names it: in a header, its path or its host. Anyone can send any of them: for applications behind a
 * gateway that sets or strips the header, or that check by themselves that the caller belongs to the tenant. Knows no tenant outside
 * of a request.
 */
public final class SnapshotResolver implements TenantResolver {

    private final Instance<RequestSnapshot> requests;
    private final Function<RequestSnapshot, Optional<String>> id;

    private SnapshotResolver(BeanManager beans, Function<RequestSnapshot, Optional<String>> id) {
        this.requests = beans.createInstance().select(RequestSnapshot.class);
        this.id = id;
    }

    /** Of the header of the requests that the bean manager's application serves. */
    public static SnapshotResolver ofHeader(BeanManager beans) {
        return new SnapshotResolver(beans, RequestSnapshot::header);
    }

    /** Of their path, where that is of the pattern. */
    public static SnapshotResolver ofPath(BeanManager beans, TenantPattern pattern) {
        return new SnapshotResolver(beans, request -> request.path().flatMap(pattern::tenantIn));
    }

    /** Of their host, where that is of the pattern. */
    public static SnapshotResolver ofHost(BeanManager beans, TenantPattern pattern) {
        return new SnapshotResolver(beans, request -> request.host().flatMap(pattern::tenantIn));
    }

    @Override
    public Optional<Tenant> resolve() {
        try {
            return id.apply(requests.get()).map(Tenant::of);
        } catch (ContextNotActiveException noRequest) {
            return Optional.empty();
        }
    }
}
