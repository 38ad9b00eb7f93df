package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.jcache.StorableTypes;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All checks of a deployment. */
final class DeploymentValidation {

    private static final Logger LOG = System.getLogger(DeploymentValidation.class.getName());

    private final Problems problems;
    private final BeanManager beans;

    DeploymentValidation(Problems problems, BeanManager beans) {
        this.problems = problems;
        this.beans = beans;
    }

    void check(DeploymentSettings settings, DeployedMethods methods, InjectedCaches injected) {
        settings.check(problems);
        TenantSources tenantSources = settings.tenantSources(beans);
        tenantSources.check(problems, settings.draft());
        methods.annotatedClasses()
                .forEach((beanClass, annotation) -> problems.add(
                        DeploymentRule.ANNOTATED_METHOD, beanClass.getName(), "carries " + annotation.shortName()));
        MethodValidation validation = new MethodValidation(problems, new BeanInstances(beans));
        methods.declarations().forEach(validation::check);
        List<CachedMethod> cachedMethods = methods.cachedMethods();
        new CollisionValidation(problems).check(cachedMethods);
        if (!settings.draft().isCodecAllowWrong()) {
            StorableValidation storable = new StorableValidation(problems, new StorableTypes(settings.codecAllow()));
            cachedMethods.forEach(storable::check);
            injected.check(storable);
        }
        new PolicyValidation(problems, methods).check();
        new TagValidation(problems, settings.tags()).check(methods);
        injected.check(problems);

        Set<String> known = new TreeSet<>(settings.cacheNames());
        known.addAll(injected.names());
        cachedMethods.forEach(method -> {
            known.add(method.getCacheName());
            method.exceptionCacheName().ifPresent(known::add);
        });
        new CascadeValidation(problems, known).check(settings.cascades());
        if (settings.isAnyPerTenant(known)
                && !settings.draft().isWrong(TenantSettings.SOURCES)
                && tenantSources.isFutile()) {
            LOG.log(
                    Level.WARNING,
                    DeploymentRule.TENANT_SOURCE.message("Nothing", "tells the tenant of a call but TenantContext"));
        }
    }
}
