package io.tenantcache.cdi.tenant;

import io.tenantcache.Tenant;
import io.tenantcache.TenantResolver;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The tenant as a claim of the request's MicroProfile JWT, which the server has verified. Knows no tenant outside of a
 * request, for a caller without a token, and if the token has no such claim.
 */
public final class TokenResolver implements TenantResolver {

    private final BeanManager beans;
    private final String claim;
    private final BooleanSupplier mayHaveToken;

    /**
     * A resolver of that claim of the token that the bean manager's application sees.
     *
     * @param mayHaveToken whether the caller may have a token; where it has not, the server is not asked for it
     */
    public TokenResolver(BeanManager beans, String claim, BooleanSupplier mayHaveToken) {
        this.beans = beans;
        this.claim = claim;
        this.mayHaveToken = mayHaveToken;
    }

    /** Whether the bean manager's application sees tokens at all. */
    public static boolean isThereAny(BeanManager beans) {
        return !beans.getBeans(JsonWebToken.class).isEmpty();
    }

    /**
     * The tenant of the request's token.
     *
     * @throws IllegalArgumentException if the claim is there and is no string that can be a tenant's id
     */
    @Override
    public Optional<Tenant> resolve() {
        if (!isRequestActive() || !mayHaveToken.getAsBoolean()) {
            return Optional.empty();
        }
        Set<Bean<?>> candidates = beans.getBeans(JsonWebToken.class);
        Bean<?> bean = beans.resolve(candidates);
        return bean == null ? Optional.empty() : tenant(bean);
    }

    private boolean isRequestActive() {
        try {
            return beans.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException inactive) {
            return false;
        }
    }

    private Optional<Tenant> tenant(Bean<?> bean) {
        // Whether the token is a dependent bean is the server's choice: what was made for this look-up is released.
        CreationalContext<?> creation = beans.createCreationalContext(bean);
        try {
            Object token = beans.getReference(bean, JsonWebToken.class, creation);
            return token instanceof JsonWebToken jwt ? tenantOf(jwt.getClaim(claim)) : Optional.empty();
        } finally {
            creation.release();
        }
    }

    private Optional<Tenant> tenantOf(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonString text) {
            return Optional.of(Tenant.of(text.getString()));
        }
        if (value instanceof String text) {
            return Optional.of(Tenant.of(text));
        }
        throw new IllegalArgumentException("The claim '" + claim + "' is no string");
    }
}
