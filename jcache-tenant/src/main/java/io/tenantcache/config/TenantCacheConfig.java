package io.tenantcache.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a manager. Immutable, and valid: whoever makes one, {@link TenantCacheConfigLoader},
 * {@link #builder()} or a constructor, the limits in {@code docs/configuration.md} hold.
 *
 * @param defaults for each cache that has no configuration of its own
 * @param caches by the name of the cache; complete, the defaults are merged in
 * @param redis how to reach Redis; null for memory only
 * @param codecAllow the classes that may be encoded and decoded beyond the built-in ones, patterns as in
 *     {@code jdk.serialFilter}
 * @param cascades the caches that are outdated together with the one that is the key
 * @param environment what environment variables say of caches that are in none of the above
 * @param metrics what is counted
 */
public record TenantCacheConfig(
        CacheConfig defaults,
        Map<String, CacheConfig> caches,
        @Nullable RedisConfig redis,
        List<String> codecAllow,
        Map<String, List<String>> cascades,
        EnvironmentCaches environment,
        MetricsConfig metrics) {

    /**
     * Copies the collections.
     *
     * @throws InvalidConfigurationException if any value is out of its limits; it lists all that are
     */
    public TenantCacheConfig {
        caches = Map.copyOf(caches);
        codecAllow = List.copyOf(codecAllow);
        cascades = copyOf(cascades);
        Constraints constraints = new Constraints();
        constraints.checkCaches(defaults, caches, environment);
        constraints.checkCascades(cascades);
        constraints.checkAllowed(codecAllow);
        constraints.checkRedis(redis);
        constraints.checkMetrics(metrics);
        constraints.enforce();
    }

    /**
     * A configuration that no environment variable took part in, with the metrics that there are by default.
     *
     * @throws InvalidConfigurationException if any value is out of its limits; it lists all that are
     */
    public TenantCacheConfig(
            CacheConfig defaults,
            Map<String, CacheConfig> caches,
            @Nullable RedisConfig redis,
            List<String> codecAllow,
            Map<String, List<String>> cascades) {
        this(defaults, caches, redis, codecAllow, cascades, EnvironmentCaches.NONE, MetricsConfig.defaults());
    }

    /** A builder that knows the built-in defaults and reads nothing from outside. */
    public static TenantCacheConfigBuilder builder() {
        return new TenantCacheConfigBuilder();
    }

    /** The configuration of that cache. */
    public CacheConfig cache(String name) {
        CacheConfig own = caches.get(name);
        return own == null ? environment.cache(name, defaults) : own;
    }

    /** The caches that are outdated together with that one; empty if there are none. */
    public List<String> cascade(String name) {
        List<String> own = cascades.get(name);
        return own == null ? environment.cascade(name) : own;
    }

    static Map<String, List<String>> copyOf(Map<String, List<String>> cascades) {
        return cascades.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, cascade -> List.copyOf(cascade.getValue())));
    }
}
