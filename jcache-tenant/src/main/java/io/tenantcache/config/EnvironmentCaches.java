package io.tenantcache.config;

import java.util.List;
import java.util.Map;

/**
 * What environment variables say of caches whose names no other source spells out.
 *
 * <p>A variable keeps neither the case nor the punctuation of a name: {@code TENANTCACHE_CACHES_A_B_REMOTE_TTL} is meant
 * for {@code a.b}, {@code a-b}, {@code A_B} and all others that MicroProfile Config turns into {@code A_B}. So the match is
 * made when a name is asked for, and holds for each of them.
 *
 * @param caches by the name as a variable spells it; complete, the defaults are merged in
 * @param cascades by the name as a variable spells it
 */
public record EnvironmentCaches(Map<String, CacheConfig> caches, Map<String, List<String>> cascades) {

    /** No variable names a cache. */
    public static final EnvironmentCaches NONE = new EnvironmentCaches(Map.of(), Map.of());

    /** Copies the collections. */
    public EnvironmentCaches {
        caches = Map.copyOf(caches);
        cascades = TenantCacheConfig.copyOf(cascades);
    }

    CacheConfig cache(String name, CacheConfig defaults) {
        return caches.isEmpty() ? defaults : caches.getOrDefault(VariableName.ofCache(name), defaults);
    }

    List<String> cascade(String name) {
        return cascades.isEmpty() ? List.of() : cascades.getOrDefault(VariableName.ofCache(name), List.of());
    }
}
