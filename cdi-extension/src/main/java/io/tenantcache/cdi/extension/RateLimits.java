package io.tenantcache.cdi.extension;

import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.RateLimitPlan;
import io.tenantcache.cdi.ratelimit.CallLimiter;
import io.tenantcache.cdi.ratelimit.ClientSnapshot;
import io.tenantcache.cdi.ratelimit.LimitReport;
import io.tenantcache.cdi.ratelimit.MethodLimiter;
import io.tenantcache.cdi.ratelimit.NamedLimit;
import io.tenantcache.cdi.ratelimit.RateLimitFields;
import io.tenantcache.cdi.ratelimit.Subjects;
import io.tenantcache.cdi.tenant.CallerName;
import io.tenantcache.ratelimit.RateLimiter;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The limits of a deployment's methods, from their discovery to the calls. */
final class RateLimits {

    private static final List<Class<?>> TYPES = List.of(ClientSnapshot.class, LimitReport.class);

    private final DeployedLimits methods = new DeployedLimits();

    DeployedLimits methods() {
        return methods;
    }

    void addTypes(BeforeBeanDiscovery event) {
        TYPES.forEach(type -> event.addAnnotatedType(type, type.getName()));
    }

    void addBeans(AfterBeanDiscovery event, BeanManager beans, LimitSettings settings) {
        event.<RateLimitFields>addBean()
                .id(RateLimitFields.class.getName())
                .types(Object.class, RateLimitFields.class)
                .produceWith(instance -> new RateLimitFields(settings.forms()));
        if (settings.needsClient() && isThereServlet()) {
            RequestObservation.forClients(event, beans, settings.clients().header());
        }
    }

    static boolean isThereServlet() {
        return OptionalApis.OF_THE_SERVER.isPresent(OptionalApis.SERVLET);
    }

    void check(LimitSettings settings, BeanManager beans, Problems problems) {
        new LimitValidation(problems, settings).check(methods);
        int plans = ApplicationBeans.of(beans).ofType(RateLimitPlan.class).size();
        if (plans > 1) {
            problems.add(DeploymentRule.ONE_PLAN, RateLimitPlan.class.getName(), "has " + plans + " beans");
        }
    }

    CallLimiter limiter(
            LimitSettings settings,
            TenantResolver resolver,
            Supplier<RateLimiter> limiter,
            Supplier<Executor> threads,
            BeanManager beans) {
        Supplier<Optional<String>> name = isThereServlet() ? new CallerName(beans)::get : Optional::empty;
        RequestCaller caller = new RequestCaller(beans, settings.clients(), name);
        return new MethodLimiter(
                methods,
                limit -> named(settings, limit),
                new Subjects(caller, resolver, plan(beans)),
                limiter,
                threads);
    }

    private static NamedLimit named(LimitSettings settings, String name) {
        NamedLimit limit = settings.limits().get(name);
        if (limit == null) {
            throw new IllegalStateException("There is no rate limit '" + name + "'. "
                    + "A bean that is made at run time takes limits that other beans, or the configuration, have");
        }
        return limit;
    }

    private static @Nullable RateLimitPlan plan(BeanManager beans) {
        boolean isThere = ApplicationBeans.of(beans).resolve(RateLimitPlan.class, beans) != null;
        return isThere ? new BeanInstances(beans).instance(RateLimitPlan.class) : null;
    }
}
