package io.tenantcache.config;

/**
 * The configuration of one cache.
 *
 * @param near the near tier's bounds
 * @param remote the remote tier's bounds
 * @param tenancy to whom its entries belong
 * @param schemaVersion the version of the classes of its keys and values: a node sees the remote entries of its own
 *     version only, so that a changed class misses instead of failing
 */
public record CacheConfig(NearConfig near, RemoteConfig remote, Tenancy tenancy, String schemaVersion) {}
