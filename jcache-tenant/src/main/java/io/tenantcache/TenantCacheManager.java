package io.tenantcache;

import java.util.Optional;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A JSR-107 manager of {@linkplain TenantCache tenant-aware caches}. It can be {@linkplain #unwrap unwrapped} to an
 * {@code io.tenantcache.ratelimit.RateLimiter}, whose limits all nodes over its Redis share.
 */
public interface TenantCacheManager extends CacheManager {

    @Override
    <K, V, C extends Configuration<K, V>> TenantCache<K, V> createCache(String cacheName, C configuration);

    @Override
    <K, V> @Nullable TenantCache<K, V> getCache(String cacheName);

    @Override
    <K, V> @Nullable TenantCache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType);

    /**
     * The cache of that name; made from the configuration if it does not exist yet.
     *
     * @throws NullPointerException if the name is null
     * @throws IllegalStateException if the manager is closed
     */
    <K, V> TenantCache<K, V> getOrCreateCache(String name);

    /**
     * Outdates all that the invalidation names, for the current tenant: in the remote tier in one atomic step, at once in
     * this JVM, and in the other nodes as soon as they hear of it. The cost does not depend on the number of entries.
     * A cache that does not exist is made first, so that other nodes' entries of it are outdated too. Shared caches
     * named by it are outdated for everyone, in a step of their own; {@link Invalidation.Everything} does not touch them.
     *
     * @throws TenantRequiredException if it names a cache that is per tenant, or everything, and there is no tenant
     * @throws IllegalStateException if the manager is closed
     */
    void invalidate(Invalidation invalidation);

    /**
     * How the remote tier is at this moment, for health checks and metrics; empty if there is none: memory only. Costs no
     * round trip, and works on a closed manager too.
     */
    Optional<RemoteHealth> remoteHealth();

    /** What the caches do, for metrics: the same counters as those of the MX beans. Costs no round trip, and works on a closed manager too. */
    ManagerStatistics statistics();
}
