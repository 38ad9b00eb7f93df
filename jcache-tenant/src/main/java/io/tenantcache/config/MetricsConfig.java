package io.tenantcache.config;

/**
 * What is counted for metrics.
 *
 * @param enabled whether anything is, beside what the beans of JSR-107 ask for
 * @param trackedTenants for how many tenants it is counted apart, the first ones that come; 0 for none
 */
public record MetricsConfig(boolean enabled, int trackedTenants) {

    /** What holds where nothing is configured. */
    public static MetricsConfig defaults() {
        return new MetricsConfig(
                Settings.METRICS_ENABLED.requiredDefault(),
                Math.toIntExact(Settings.METRICS_TENANTS.requiredDefault()));
    }
}
