package io.tenantcache.cdi.extension;

import io.tenantcache.TenantResolver;
import io.tenantcache.cdi.tenant.ApplicationResolver;
import io.tenantcache.cdi.tenant.PrincipalResolver;
import io.tenantcache.cdi.tenant.ResolverChain;
import io.tenantcache.cdi.tenant.ResolverChain.Source;
import io.tenantcache.cdi.tenant.ServletCaller;
import io.tenantcache.cdi.tenant.SnapshotResolver;
import io.tenantcache.cdi.tenant.TokenResolver;
import io.tenantcache.config.ConfigDraft;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Puts together what tells the tenant, as configured. What needs an API that is not there is left out, and none of its classes is
 * loaded.
 */
final class TenantSources {

    private static final Logger LOG = System.getLogger(TenantSources.class.getName());
    private static final OptionalApis APIS = OptionalApis.OF_THE_SERVER;
    private static final String TOKEN_API = "org.eclipse.microprofile.jwt.JsonWebToken";

    private final TenantSettings settings;
    private final BeanManager beans;

    TenantSources(TenantSettings settings, BeanManager beans) {
        this.settings = settings;
        this.beans = beans;
    }

    void register(AfterBeanDiscovery event) {
        boolean readsRequests =
                settings.has(TenantSource.HEADER) || settings.has(TenantSource.HOST) || settings.has(TenantSource.PATH);
        if (readsRequests && APIS.isPresent(OptionalApis.SERVLET)) {
            RequestObservation.forTenants(event, beans, settings.header());
        }
    }

    /** Adds what is wrong with that configuration, and logs what has no effect. */
    void check(Problems problems, ConfigDraft draft) {
        for (TenantSource source : settings.sources()) {
            if (source.needsServlet() && !APIS.isPresent(OptionalApis.SERVLET)) {
                problems.add(
                        DeploymentRule.SERVLET_FOR_SOURCE,
                        TenantSettings.SOURCES,
                        "names '" + source.text() + "', and there is no servlet API");
            }
            settings.missing(source)
                    .filter(missing -> !draft.isWrong(missing))
                    .ifPresent(missing -> problems.add(
                            DeploymentRule.PATTERN_OF_SOURCE,
                            TenantSettings.SOURCES,
                            "names '" + source.text() + "', and " + missing + " is not set"));
        }
        // The default names it too, for where it is there.
        if (settings.has(TenantSource.TOKEN) && draft.isSet(TenantSettings.SOURCES) && !APIS.isPresent(TOKEN_API)) {
            problems.add(
                    DeploymentRule.JWT_FOR_SOURCE,
                    TenantSettings.SOURCES,
                    "names 'token', and there is no MicroProfile JWT");
        }
        if (!draft.isWrong(TenantSettings.SOURCES)) {
            settings.unlisted(draft::isSet)
                    .forEach((source, setting) -> LOG.log(
                            Level.WARNING,
                            DeploymentRule.LISTED_SOURCE.message(
                                    setting,
                                    "has no effect: " + TenantSettings.SOURCES + " does not name '" + source.text()
                                            + "'")));
        }
    }

    /** Whether there are to be some, and none of them can ever know a tenant. */
    boolean isFutile() {
        return !settings.sources().isEmpty() && settings.sources().stream().noneMatch(this::mayKnow);
    }

    private boolean mayKnow(TenantSource source) {
        return switch (source) {
            case BEAN -> !ownResolvers().isEmpty();
            case TOKEN -> APIS.isPresent(TOKEN_API) && TokenResolver.isThereAny(beans);
            case PRINCIPAL, HEADER, HOST, PATH -> true;
        };
    }

    TenantResolver chain() {
        List<Source> sources = settings.sources().stream()
                .filter(source -> source != TenantSource.TOKEN || APIS.isPresent(TOKEN_API))
                .map(source -> new Source(source.text(), resolver(source)))
                .toList();
        return new ResolverChain(sources, settings.ids());
    }

    private TenantResolver resolver(TenantSource source) {
        return switch (source) {
            case BEAN -> ApplicationResolver.of(beans, ownResolvers());
            case TOKEN -> {
                BooleanSupplier mayHaveToken =
                        APIS.isPresent(OptionalApis.SERVLET) ? new ServletCaller(beans)::mayHaveToken : () -> true;
                yield new TokenResolver(beans, settings.claim(), mayHaveToken);
            }
            case PRINCIPAL -> new PrincipalResolver(beans, settings.principal().orElseThrow());
            case HEADER -> SnapshotResolver.ofHeader(beans);
            case HOST -> SnapshotResolver.ofHost(beans, settings.host().orElseThrow());
            case PATH -> SnapshotResolver.ofPath(beans, settings.path().orElseThrow());
        };
    }

    private List<Bean<?>> ownResolvers() {
        return ApplicationBeans.of(beans).ofType(TenantResolver.class);
    }
}
