package io.tenantcache.cdi.extension;

import io.tenantcache.ManagerStatistics;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.cdi.health.CacheReadiness;
import io.tenantcache.cdi.health.HealthSource;
import io.tenantcache.cdi.metrics.CacheMetrics;
import io.tenantcache.cdi.metrics.ServerRegistry;
import io.tenantcache.config.MetricsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Shows how the caches are and what they do, where the server has the APIs for that. What needs an API that is not there is left
 * out, and none of its classes is loaded.
 */
final class Monitoring {

    private static final Logger LOG = System.getLogger(Monitoring.class.getName());
    private static final String HEALTH_API = "org.eclipse.microprofile.health.HealthCheck";
    private static final String METRICS_API = "org.eclipse.microprofile.metrics.MetricRegistry";

    private final OptionalApis apis;
    private @Nullable Runnable endOfMetrics;

    Monitoring(OptionalApis apis) {
        this.apis = apis;
    }

    void addTypes(BeforeBeanDiscovery event) {
        if (apis.isPresent(HEALTH_API)) {
            Health.add(event);
        }
        if (apis.isPresent(METRICS_API)) {
            Metrics.add(event);
        }
    }

    void addBeans(
            AfterBeanDiscovery event, MonitoringSettings settings, Supplier<Optional<TenantCacheManager>> manager) {
        event.<HealthSource>addBean()
                .id(HealthSource.class.getName())
                .types(Object.class, HealthSource.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> new Source(manager, settings.strictHealth()));
    }

    private record Source(Supplier<Optional<TenantCacheManager>> manager, boolean isStrict) implements HealthSource {
        @Override
        public Optional<ManagerStatistics> statistics() {
            return manager.get().map(TenantCacheManager::statistics);
        }
    }

    void check(MonitoringSettings settings, Problems problems) {
        if (settings.strictHealth() && !apis.isPresent(HEALTH_API)) {
            problems.add(
                    DeploymentRule.HEALTH_FOR_STRICT,
                    MonitoringSettings.STRICT_HEALTH,
                    "is set without MicroProfile Health");
        }
    }

    /** The manager was opened. Metrics never fail an application. */
    void start(TenantCacheManager manager, MetricsConfig config, BeanManager beans) {
        if (!config.enabled() || !apis.isPresent(METRICS_API)) {
            return;
        }
        try {
            endOfMetrics = Metrics.start(manager, config, beans);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "There are no metrics of the caches: the server's MicroProfile Metrics failed", e);
        }
    }

    /** The application ends. */
    void end() {
        if (endOfMetrics != null) {
            endOfMetrics.run();
        }
    }

    /** In a class of its own, which is linked only where there is MicroProfile Health. */
    private static final class Health {

        static void add(BeforeBeanDiscovery event) {
            event.addAnnotatedType(CacheReadiness.class, CacheReadiness.class.getName());
        }
    }

    /** In a class of its own, which is linked only where there is MicroProfile Metrics. */
    private static final class Metrics {

        static void add(BeforeBeanDiscovery event) {
            event.addAnnotatedType(ServerRegistry.class, ServerRegistry.class.getName());
        }

        static @Nullable Runnable start(TenantCacheManager manager, MetricsConfig config, BeanManager beans) {
            CacheMetrics.Detail detail =
                    config.trackedTenants() == 0 ? CacheMetrics.Detail.CACHES : CacheMetrics.Detail.TENANTS;
            MetricRegistry registry = beans.createInstance()
                    .select(ServerRegistry.class)
                    .get()
                    .registry()
                    .orElse(null);
            return registry == null ? null : CacheMetrics.of(manager.statistics(), registry, detail)::end;
        }
    }
}
