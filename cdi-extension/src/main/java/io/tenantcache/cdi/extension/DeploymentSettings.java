package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.config.Problem;
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
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of a deployment. What is wrong with it is kept, to be reported with all other problems, and counts as not set
 * while these are looked for.
 */
final class DeploymentSettings {

    /** The settings of this module. */
    static final List<Setting<?>> OWN = Stream.of(
                    TenantSettings.ALL, MonitoringSettings.ALL, TagSettings.ALL, LimitSettings.ALL)
            .flatMap(List::stream)
            .toList();

    /** Says which classes may be stored. */
    private static final String ALLOW = "tenantcache.codec.allow";

    private final ClassLoader loader;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable TenantCacheConfig config;
    private @Nullable TenantSettings tenant;
    private @Nullable MonitoringSettings monitoring;
    private @Nullable LimitSettings limits;
    private TagSettings tags = TagSettings.NONE;

    DeploymentSettings(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Loads it.
     *
     * @param methods what their annotations say of caches counts too
     * @param deployedLimits what has limits
     */
    void load(List<CachedMethod> methods, DeployedLimits deployedLimits) {
        TenantCacheConfigLoader configLoader = TenantCacheConfigLoader.forClassLoader(loader)
                .defaultTenancy(Tenancy.PER_TENANT)
                .supplement(PolicySettings.from(methods))
                .supplement(LimitSettings.of(deployedLimits.all()))
                .recognise(OWN.toArray(Setting<?>[]::new));
        TenantCacheConfigLoader.Draft draft = configLoader.draft();
        problems.addAll(draft.problems());
        config = draft.config();
        Set<String> caches = new TreeSet<>(cacheNames());
        methods.forEach(method -> caches.add(method.getCacheName()));
        tags = TagSettings.from(configLoader, caches, problems::addAll);
        tenant = TenantSettings.from(configLoader);
        monitoring = MonitoringSettings.from(configLoader);
        limits = LimitSettings.from(configLoader, deployedLimits.names(), problems::addAll);
    }

    boolean isValid() {
        return config != null && problems.isEmpty();
    }

    /** Whether it is known what the configuration allows to be stored. */
    boolean isAllowValid() {
        return !isWrong(ALLOW);
    }

    /** Whether that setting is given, and not valid: what would follow from its absence is no problem of its own. */
    boolean isWrong(Setting<?> setting) {
        return isWrong(setting.key());
    }

    private boolean isWrong(String key) {
        return problems.stream().anyMatch(problem -> problem.key().equals(key));
    }

    void check(Problems all) {
        problems.forEach(problem -> all.addLine(problem.toString()));
    }

    /** The cascades that are valid. */
    Map<String, List<String>> cascades() {
        return config == null ? Map.of() : config.cascades();
    }

    /** The caches that have settings of their own. */
    Set<String> cacheNames() {
        return config == null ? Set.of() : new TreeSet<>(config.caches().keySet());
    }

    /** Whether any of these caches is kept per tenant. */
    boolean isAnyPerTenant(Set<String> caches) {
        TenantCacheConfig given = config;
        return given != null
                && caches.stream().anyMatch(cache -> given.cache(cache).tenancy() == Tenancy.PER_TENANT);
    }

    /** The classes that the configuration allows. */
    List<String> codecAllow() {
        return config == null ? List.of() : config.codecAllow();
    }

    TenantSources tenantSources(BeanManager beans) {
        if (tenant == null) {
            throw unusable();
        }
        return new TenantSources(tenant, beans);
    }

    LimitSettings limits() {
        if (limits == null) {
            throw unusable();
        }
        return limits;
    }

    /** The tags of methods, as far as the configuration says valid ones; else those of their annotations. */
    TagSettings tags() {
        return tags;
    }

    MonitoringSettings monitoring() {
        if (monitoring == null) {
            throw unusable();
        }
        return monitoring;
    }

    /** The configuration, with more classes that may be stored. */
    TenantCacheConfig config(List<String> allowed) {
        TenantCacheConfig given = config;
        if (given == null) {
            throw unusable();
        }
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

    private static IllegalStateException unusable() {
        return new IllegalStateException("The configuration is invalid: the deployment should have been refused");
    }
}
