package io.tenantcache.config;

/**
 * The configuration of one cache. Its limits are checked as part of the {@link TenantCacheConfig} that holds it.
 *
 * @param near the near tier's bounds
 * @param remote the remote tier's bounds
 * @param tenancy to whom its entries belong
 * @param schemaVersion the version of the classes of its keys and values: a node sees the remote entries of its own
 *     version only, so that a changed class misses instead of failing
 * @param codec how its values become bytes
 */
public record CacheConfig(
        NearConfig near, RemoteConfig remote, Tenancy tenancy, String schemaVersion, CodecConfig codec) {

    /** What holds where nothing is configured, with that tenancy. */
    public static CacheConfig defaults(Tenancy tenancy) {
        NearConfig near = new NearConfig(
                Settings.NEAR_MAX_ENTRIES.requiredDefault(),
                Settings.NEAR_MAX_BYTES.requiredDefault(),
                Settings.NEAR_TTL.requiredDefault());
        RemoteConfig remote = new RemoteConfig(Settings.REMOTE_TTL.requiredDefault());
        return new CacheConfig(
                near, remote, tenancy, Settings.SCHEMA_VERSION.requiredDefault(), CodecConfig.defaults());
    }
}
