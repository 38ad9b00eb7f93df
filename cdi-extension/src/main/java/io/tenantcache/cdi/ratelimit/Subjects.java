package io.tenantcache.cdi.ratelimit;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.TenantRequiredException;
import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.RateLimitPlan;
import io.tenantcache.cdi.operation.Invocation;
import io.tenantcache.ratelimit.LimitedSubject;
import io.tenantcache.ratelimit.RateLimit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names those for whom the limits of a call are counted. */
public final class Subjects {

    private final Caller caller;
    private final TenantResolver resolver;
    private final @Nullable RateLimitPlan plan;

    /**
     * Of the current calls.
     *
     * @param resolver tells the tenant outside of a {@link TenantContext}
     * @param plan the tenants' own limits; null if there are none
     */
    public Subjects(Caller caller, TenantResolver resolver, @Nullable RateLimitPlan plan) {
        this.caller = caller;
        this.resolver = resolver;
        this.plan = plan;
    }

    Caller caller() {
        return caller;
    }

    List<LimitedSubject> of(List<LimitUse> uses, Invocation call) {
        // Asked for at most once, and not at all where nothing depends on it.
        Tenant tenant = uses.stream().anyMatch(this::dependsOnTenant)
                ? TenantContext.currentOr(resolver).orElse(null)
                : null;
        return uses.stream().map(use -> subject(use, call, tenant)).toList();
    }

    private boolean dependsOnTenant(LimitUse use) {
        NamedLimit limit = use.limit();
        return plan != null
                || !limit.ofTenants().isEmpty()
                || limit.per().contains(Per.TENANT)
                || limit.per().contains(Per.USER);
    }

    private LimitedSubject subject(LimitUse use, Invocation call, @Nullable Tenant tenant) {
        NamedLimit limit = use.limit();
        boolean isTenants = limit.per().contains(Per.TENANT);
        if (isTenants && tenant == null) {
            throw TenantRequiredException.forLimit(limit.limit().name());
        }
        Optional<String> user = limit.per().contains(Per.USER) ? caller.user() : Optional.empty();
        boolean byAddress = limit.per().contains(Per.IP) || (limit.per().contains(Per.USER) && user.isEmpty());
        StringBuilder subject = new StringBuilder();
        user.ifPresent(name -> append(subject, 'u', name));
        if (byAddress) {
            append(subject, 'a', caller.address().orElse(""));
        }
        if (limit.per().contains(Per.ENDPOINT)) {
            append(subject, 'e', use.endpoint());
        }
        if (use.key() != null) {
            append(subject, 'k', Objects.requireNonNullElse(use.key().tag(call.parameters(), null), ""));
        }
        Tenant owner = tenant != null && (isTenants || user.isPresent()) ? tenant : Tenant.SHARED;
        return new LimitedSubject(planned(limit, tenant), owner, subject.toString());
    }

    /** With its length, so that no two lists of parts are the same text. */
    private static void append(StringBuilder subject, char kind, String part) {
        subject.append(kind).append(part.length()).append(':').append(part);
    }

    private RateLimit planned(NamedLimit limit, @Nullable Tenant tenant) {
        RateLimit configured = limit.limitOf(tenant == null ? null : tenant.id());
        if (plan == null || tenant == null) {
            return configured;
        }
        return plan.limitFor(configured, tenant)
                .map(own -> new RateLimit(configured.name(), own.limit(), own.window(), own.whenAway()))
                .orElse(configured);
    }
}
