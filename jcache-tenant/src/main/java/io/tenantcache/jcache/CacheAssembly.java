package io.tenantcache.jcache;

import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.KeyText;
import io.tenantcache.codec.ValueCodec;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.near.NearTier;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.Entry;
import io.tenantcache.store.EntryStore;
import io.tenantcache.tier.CacheTiers;
import io.tenantcache.tier.Payloads;
import io.tenantcache.tier.RemoteGate;
import io.tenantcache.tier.TieredStore;
import java.util.List;
import java.util.Objects;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Assembles a cache from its parts.
 *
 * @param redis the remote tier; null for memory only
 * @param gate the way to it; null for memory only
 */
record CacheAssembly(
        TieredCacheManager manager,
        TenantCacheConfig config,
        @Nullable RedisStore redis,
        @Nullable RemoteGate gate) {

    <K, V> TieredCache<K, V> assemble(String name, Configuration<K, V> configuration) {
        requireSupported(name, configuration);
        CacheConfig settings = config.cache(name);
        AllowList allowed =
                AllowList.of(config.codecAllow(), List.of(configuration.getKeyType(), configuration.getValueType()));
        ClassLoader classLoader = manager.getClassLoader();
        Payloads payloads = new Payloads(
                name,
                ValueCodec.of(settings.codec().codec(), allowed, classLoader),
                configuration.isStoreByValue() ? Payloads.Storage.BY_VALUE : Payloads.Storage.BY_REFERENCE,
                redis != null,
                settings.remote().ttl().toMillis());
        // A near tier that is the authority keeps an entry for its whole life.
        long nearLife = redis == null ? Entry.ETERNAL : settings.near().ttl().toMillis();
        NearTier near = new NearTier(settings.near(), nearLife, System::nanoTime);
        EntryStore authority = near;
        if (redis != null) {
            EntryStore remote =
                    redis.open(name, settings.schemaVersion(), new KeyText(allowed, classLoader), settings.codec());
            authority = new TieredStore(name, near, remote, Objects.requireNonNull(gate), payloads);
        }
        manager.invalidations().register(name, near);
        CacheTiers tiers = new CacheTiers(name, near, authority, payloads);
        return new TieredCache<>(name, manager, configuration, settings.tenancy(), tiers);
    }

    private static void requireSupported(String name, Configuration<?, ?> configuration) {
        if (configuration instanceof CompleteConfiguration<?, ?> complete
                && (complete.isReadThrough()
                        || complete.isWriteThrough()
                        || complete.getCacheEntryListenerConfigurations()
                                .iterator()
                                .hasNext())) {
            throw new UnsupportedOperationException("The cache '" + name
                    + "' asks for read-through, write-through or listeners, which are not offered");
        }
    }
}
