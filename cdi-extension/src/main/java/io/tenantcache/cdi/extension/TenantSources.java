package io.tenantcache.cdi.extension;

import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.tenant.ApplicationResolver;
import io.tenantcache.cdi.tenant.HeaderResolver;
import io.tenantcache.cdi.tenant.ResolverChain;
import io.tenantcache.cdi.tenant.ResolverChain.Source;
import io.tenantcache.cdi.tenant.ServletCaller;
import io.tenantcache.cdi.tenant.TokenResolver;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Puts together what tells the tenant: the application's own beans, the token, the header. What needs an API that is not
 * there is left out, and none of its classes is loaded.
 */
final class TenantSources {

    private static final String TOKEN_API = "org.eclipse.microprofile.jwt.JsonWebToken";
    private static final String SERVLET_API = "jakarta.servlet.http.HttpServletRequest";

    private final TenantSettings settings;
    private final BeanManager beans;

    TenantSources(TenantSettings settings, BeanManager beans) {
        this.settings = settings;
        this.beans = beans;
    }

    void register(AfterBeanDiscovery event) {
        if (settings.headerEnabled() && isPresent(SERVLET_API)) {
            HeaderObservation.register(event, beans, settings.header());
        }
    }

    void check(Problems problems) {
        if (settings.headerEnabled() && !isPresent(SERVLET_API)) {
            problems.add(
                    DeploymentRule.SERVLET_FOR_HEADER, TenantSettings.HEADER_ENABLED, "is set without a servlet API");
        }
    }

    TenantResolver chain() {
        List<Source> sources = new ArrayList<>();
        sources.add(new Source("a TenantResolver of the application", ApplicationResolver.of(beans)));
        if (isPresent(TOKEN_API)) {
            BooleanSupplier mayHaveToken = isPresent(SERVLET_API) ? new ServletCaller(beans)::mayHaveToken : () -> true;
            sources.add(new Source("the MicroProfile JWT", new TokenResolver(beans, settings.claim(), mayHaveToken)));
        }
        if (settings.headerEnabled() && isPresent(SERVLET_API)) {
            sources.add(new Source("the header " + settings.header(), new HeaderResolver(beans)));
        }
        return new ResolverChain(sources);
    }

    static boolean isPresent(String api) {
        try {
            Class.forName(api, false, TenantSources.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** In a class of its own, which is linked only where there is a servlet API. */
    private static final class HeaderObservation {

        static void register(AfterBeanDiscovery event, BeanManager beans, String header) {
            event.<ServletRequest>addObserverMethod()
                    .beanClass(TenantSources.class)
                    .observedType(ServletRequest.class)
                    .addQualifier(Initialized.Literal.REQUEST)
                    .notifyWith(context -> HeaderResolver.begin(beans, header, context.getEvent()));
        }
    }
}
