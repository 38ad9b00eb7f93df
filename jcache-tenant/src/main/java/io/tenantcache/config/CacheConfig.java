package io.tenantcache.config;

import java.io.Serializable;
import java.util.Map;

/**
 * The configuration of one cache. Its limits are checked as part of the {@link TenantCacheConfig} that holds it.
 *
 * @param near the near tier's bounds
 * @param remote the remote tier's bounds
 * @param load how its values are loaded
 * @param freshness when they are loaded anew, and what callers get meanwhile
 * @param tenancy to whom its entries belong
 * @param schemaVersion the version of the classes of its keys and values: a node sees the remote entries of its own
 *     version only, since what an older class wrote may be read wrongly
 * @param codec how its values become bytes
 */
public record CacheConfig(
        NearConfig near,
        RemoteConfig remote,
        LoadConfig load,
        FreshnessConfig freshness,
        Tenancy tenancy,
        String schemaVersion,
        CodecConfig codec)
        implements Serializable {

    /** What holds where nothing is configured, with that tenancy. */
    public static CacheConfig defaults(Tenancy tenancy) {
        NearConfig near = new NearConfig(
                Settings.NEAR_MAX_ENTRIES.requiredDefault(),
                Settings.NEAR_MAX_BYTES.requiredDefault(),
                Settings.NEAR_TTL.requiredDefault(),
                TenantShare.defaults(),
                Settings.NEAR_SERVE_IN_OUTAGE.requiredDefault());
        RemoteConfig remote = new RemoteConfig(Settings.REMOTE_TTL.requiredDefault());
        return new CacheConfig(
                near,
                remote,
                LoadConfig.defaults(),
                FreshnessConfig.defaults(),
                tenancy,
                Settings.SCHEMA_VERSION.requiredDefault(),
                CodecConfig.defaults());
    }

    /** A builder that starts with what holds where nothing is configured, for a cache of that tenancy. */
    public static CacheConfigBuilder builder(Tenancy tenancy) {
        return new CacheConfigBuilder(defaults(tenancy));
    }

    /**
     * Checks it as the configuration of that cache.
     *
     * @throws InvalidConfigurationException if any value is out of its limits; it lists all that are
     */
    public void requireValid(String cache) {
        Constraints constraints = new Constraints();
        constraints.checkCaches(defaults(tenancy), Map.of(cache, this), EnvironmentCaches.NONE);
        constraints.enforce();
    }
}
