package io.tenantcache.jcache;

import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.near.NearTier;
import io.tenantcache.tier.BeanFigures;
import io.tenantcache.tier.CacheTiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one cache is set up with.
 *
 * @param configuration a copy of its own
 * @param near the near tier, for {@code unwrap}
 * @param statistics for the MX bean
 * @param listeners not started yet
 * @param source the application's loader and writer
 * @param owned what the application gave, to be closed with the cache
 */
record CacheSetup<K, V>(
        TenantCacheConfiguration<K, V> configuration,
        NearTier near,
        CacheTiers tiers,
        BeanFigures statistics,
        Listeners<K, V> listeners,
        IntegratedSource<K, V> source,
        List<@Nullable Object> owned) {}
