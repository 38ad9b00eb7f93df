package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.config.ConfigDraft;
import io.tenantcache.config.Setting;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfigLoader;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the configuration says of a deployment. What is wrong with it is reported with all other problems, and counts as not set while
 * these are looked for.
 *
 * @param draft what it says of caches, and what is wrong with any setting
 * @param tags the tags of methods, as far as it says valid ones; else those of their annotations
 * @param tenant where tenants are looked for
 * @param monitoring how the application is watched
 * @param limits the limits, without those that are wrong
 */
record DeploymentSettings(
        ConfigDraft draft,
        TagSettings tags,
        TenantSettings tenant,
        MonitoringSettings monitoring,
        LimitSettings limits) {

    /** The settings of this module. */
    static final List<Setting<?>> OWN = Stream.of(
                    TenantSettings.ALL, MonitoringSettings.ALL, TagSettings.ALL, LimitSettings.ALL)
            .flatMap(List::stream)
            .toList();

    /**
     * Loads it.
     *
     * @param methods what their annotations say of caches counts too
     * @param deployedLimits what has limits
     */
    static DeploymentSettings load(ClassLoader loader, List<CachedMethod> methods, DeployedLimits deployedLimits) {
        ConfigDraft draft = TenantCacheConfigLoader.forClassLoader(loader)
                .defaultTenancy(Tenancy.PER_TENANT)
                .supplement(PolicySettings.from(methods))
                .supplement(LimitSettings.of(deployedLimits.all()))
                .recognise(OWN.toArray(Setting<?>[]::new))
                .draft();
        Set<String> caches = new TreeSet<>(draft.config().caches().keySet());
        methods.forEach(method -> caches.add(method.getCacheName()));
        return new DeploymentSettings(
                draft,
                TagSettings.from(draft, caches),
                TenantSettings.from(draft),
                MonitoringSettings.from(draft),
                LimitSettings.from(draft, deployedLimits.names()));
    }

    boolean isValid() {
        return draft.problems().isEmpty();
    }

    void check(Problems all) {
        draft.problems().forEach(problem -> all.addLine(problem.toString()));
    }

    /** The cascades that are valid. */
    Map<String, List<String>> cascades() {
        return draft.config().cascades();
    }

    /** The caches that have settings of their own. */
    Set<String> cacheNames() {
        return new TreeSet<>(draft.config().caches().keySet());
    }

    /** Whether any of these caches is kept per tenant. */
    boolean isAnyPerTenant(Set<String> caches) {
        return caches.stream().anyMatch(cache -> draft.config().cache(cache).tenancy() == Tenancy.PER_TENANT);
    }

    /** The classes that the configuration allows. */
    List<String> codecAllow() {
        return draft.config().codecAllow();
    }

    TenantSources tenantSources(BeanManager beans) {
        return new TenantSources(tenant, beans);
    }

    /** The configuration, with more classes that may be stored. */
    TenantCacheConfig config(List<String> allowed) {
        TenantCacheConfig given = draft.config();
        List<String> all = new ArrayList<>(given.codecAllow());
        all.addAll(allowed);
        return new TenantCacheConfig(
                given.defaults(),
                given.caches(),
                given.redis(),
                all,
                given.cascades(),
                given.environment(),
                given.metrics());
    }
}
