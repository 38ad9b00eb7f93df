package io.tenantcache.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a manager. Immutable.
 *
 * @param defaults for each cache that has no configuration of its own
 * @param caches by the name of the cache; complete, the defaults are merged in
 * @param redis how to reach Redis; null for memory only
 * @param codecAllow the classes that may be encoded and decoded beyond the built-in ones, patterns as in
 *     {@code jdk.serialFilter}
 * @param cascades the caches that are outdated together with the one that is the key
 */
public record TenantCacheConfig(
        CacheConfig defaults,
        Map<String, CacheConfig> caches,
        @Nullable RedisConfig redis,
        List<String> codecAllow,
        Map<String, List<String>> cascades) {

    /** Copies the collections. */
    public TenantCacheConfig {
        caches = Map.copyOf(caches);
        codecAllow = List.copyOf(codecAllow);
        cascades = Map.copyOf(cascades);
    }

    /** The configuration of that cache. */
    public CacheConfig cache(String name) {
        return caches.getOrDefault(name, defaults);
    }
}
