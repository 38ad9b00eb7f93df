package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.TenantUnresolvedException;
import java.util.List;
import java.util.Optional;

/**
 * Asks one source after the other; the first that knows the tenant decides. A source that fails ends the search: asking
 * the next one could serve a request under a tenant that a broken or hostile token should not have reached.
 */
public final class ResolverChain implements TenantResolver {

    /**
     * A resolver under the name that messages show.
     *
     * @param name what it asks, such as "the MicroProfile JWT claim 'tenant'"
     * @param resolver asked for the tenant
     */
    public record Source(String name, TenantResolver resolver) {}

    private final List<Source> sources;
    private final TenantIds ids;

    /**
     * A chain of those sources, in their order.
     *
     * @param ids which ids are taken from any of them
     */
    public ResolverChain(List<Source> sources, TenantIds ids) {
        this.sources = List.copyOf(sources);
        this.ids = ids;
    }

    /**
     * The tenant of the first source that knows it.
     *
     * @throws TenantUnresolvedException if a source fails before one knows it, or tells an id that cannot be
     */
    @Override
    public Optional<Tenant> resolve() {
        for (Source source : sources) {
            Optional<Tenant> tenant = ask(source);
            if (tenant.isPresent()) {
                return tenant;
            }
        }
        return Optional.empty();
    }

    private Optional<Tenant> ask(Source source) {
        try {
            return source.resolver().resolve().map(ids::require);
        } catch (RuntimeException failure) {
            throw new TenantUnresolvedException(source.name(), failure);
        }
    }
}
