package io.tenantcache.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a configuration in code. What is not set has the default that {@code docs/configuration.md} states; no system
 * property, environment variable or MicroProfile Config takes part. Not thread-safe. The order of the calls does not
 * matter, but that of two calls for the same value, of which the later one wins.
 *
 * <pre>{@code
 * TenantCacheConfig.builder()
 *         .redis(redis -> redis.address(URI.create("redis://localhost:6379")))
 *         .tenancy(Tenancy.PER_TENANT)
 *         .defaults(all -> all.nearMaxEntries(10_000))
 *         .cache("conversations", cache -> cache.remoteTtl(Duration.ofSeconds(30)))
 *         .cascade("conversations", "messages", "contacts")
 *         .build();
 * }</pre>
 */
public final class TenantCacheConfigBuilder {

    private final Map<String, Consumer<CacheConfigBuilder>> caches = new LinkedHashMap<>();
    private final Map<String, List<String>> cascades = new LinkedHashMap<>();
    private final List<String> codecAllow = new ArrayList<>();
    private final CacheConfigBuilder defaults = new CacheConfigBuilder(CacheConfig.defaults(Tenancy.SHARED));
    private @Nullable RedisConfigBuilder redis;
    private MetricsConfig metrics = MetricsConfig.defaults();

    TenantCacheConfigBuilder() {}

    /** Uses Redis, as the action says. Without this call: memory only. */
    public TenantCacheConfigBuilder redis(Consumer<RedisConfigBuilder> action) {
        if (redis == null) {
            redis = new RedisConfigBuilder();
        }
        action.accept(redis);
        return this;
    }

    /** Uses the Redis at that address: {@code redis://host:port}, or {@code rediss://host:port} for TLS. */
    public TenantCacheConfigBuilder redis(URI address) {
        return redis(settings -> settings.address(address));
    }

    /** Sets the defaults of all caches. */
    public TenantCacheConfigBuilder defaults(Consumer<CacheConfigBuilder> action) {
        action.accept(defaults);
        return this;
    }

    /** To whom the entries of caches belong that do not say it themselves; without this call they are shared. */
    public TenantCacheConfigBuilder tenancy(Tenancy tenancy) {
        defaults.tenancy(tenancy);
        return this;
    }

    /** Sets what is special about a cache. The action is called by {@link #build()}, on top of the defaults. */
    public TenantCacheConfigBuilder cache(String name, Consumer<CacheConfigBuilder> action) {
        caches.merge(name, action, Consumer::andThen);
        return this;
    }

    /** Adds classes that may be encoded and decoded: patterns as in {@code jdk.serialFilter}. */
    public TenantCacheConfigBuilder allow(String... patterns) {
        codecAllow.addAll(List.of(patterns));
        return this;
    }

    /** Adds caches that are outdated together with the first one. */
    public TenantCacheConfigBuilder cascade(String cache, String... others) {
        cascades.computeIfAbsent(cache, name -> new ArrayList<>()).addAll(List.of(others));
        return this;
    }

    /** Sets what is counted for metrics. */
    public TenantCacheConfigBuilder metrics(MetricsConfig config) {
        metrics = config;
        return this;
    }

    /**
     * The configuration.
     *
     * @throws InvalidConfigurationException if any value is out of its limits; it lists all that are
     */
    public TenantCacheConfig build() {
        CacheConfig base = defaults.build();
        Map<String, CacheConfig> named = new LinkedHashMap<>();
        caches.forEach((name, action) -> {
            CacheConfigBuilder cache = new CacheConfigBuilder(base);
            action.accept(cache);
            named.put(name, cache.build());
        });
        return new TenantCacheConfig(
                base,
                named,
                redis == null ? null : redis.build(),
                codecAllow,
                cascades,
                EnvironmentCaches.NONE,
                metrics);
    }
}
