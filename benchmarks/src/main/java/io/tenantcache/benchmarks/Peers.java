package io.tenantcache.benchmarks;

import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redisson.RedissonCacheBuilder;
import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.impl.copy.SerializingCopier;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.jcache.JCachingProvider;
import org.redisson.jcache.configuration.RedissonConfiguration;

/**
 * What others offer, each bounded like ours and, unless it says otherwise, in the configuration that its users get. The
 * providers are named by their class: with several on the class path {@code Caching} takes none.
 */
final class Peers {

    /** Bound of the memory of each: that of our near tier by default. */
    static final int ENTRIES = 1_000;

    static final Duration NEAR_TTL = Duration.ofSeconds(60);
    static final Duration REMOTE_TTL = Duration.ofMinutes(15);

    /** How a JSR-107 cache keeps its values. */
    enum Storage {
        BY_VALUE,
        BY_REFERENCE
    }

    private Peers() {}

    /** Caffeine's own JSR-107 cache; eternal. */
    static <V> Cache<String, V> caffeineJCache(Class<V> type, Storage storage) {
        CaffeineConfiguration<String, V> configuration = new CaffeineConfiguration<>();
        configuration.setTypes(String.class, type);
        configuration.setStoreByValue(storage == Storage.BY_VALUE);
        configuration.setMaximumSize(OptionalLong.of(ENTRIES));
        return cache(new CaffeineCachingProvider(), configuration);
    }

    /** The heap tier of Ehcache's; eternal. */
    static <V> Cache<String, V> ehcacheHeap(Class<V> type, Storage storage) {
        var heap = CacheConfigurationBuilder.newCacheConfigurationBuilder(
                String.class, type, ResourcePoolsBuilder.heap(ENTRIES));
        return cache(
                new EhcacheCachingProvider(),
                Eh107Configuration.fromEhcacheCacheConfiguration(
                        storage == Storage.BY_VALUE ? heap.withValueCopier(SerializingCopier.asCopierClass()) : heap));
    }

    /** Redisson's JSR-107 cache: each read goes to Redis. */
    static <V> Cache<String, V> redissonJCache(Class<V> type, LoopbackRedis redis) {
        return cache(
                new JCachingProvider(),
                RedissonConfiguration.fromInstance(
                        redis.client(), new MutableConfiguration<String, V>().setTypes(String.class, type)));
    }

    private static <V> Cache<String, V> cache(CachingProvider provider, Configuration<String, V> configuration) {
        return provider.getCacheManager(provider.getDefaultURI(), Peers.class.getClassLoader(), new Properties())
                .createCache("peer", configuration);
    }

    /** Redisson's map with a near cache of Caffeine. */
    static RLocalCachedMap<String, String> localCachedMap(LoopbackRedis redis) {
        return redis.client()
                .getLocalCachedMap(LocalCachedMapOptions.<String, String>name("local")
                        .cacheProvider(LocalCachedMapOptions.CacheProvider.CAFFEINE)
                        .evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU)
                        .cacheSize(ENTRIES)
                        .timeToLive(NEAR_TTL));
    }

    /** JetCache: its Caffeine over its Redis. */
    static com.alicp.jetcache.Cache<String, String> jetCache(LoopbackRedis redis) {
        com.alicp.jetcache.Cache<String, String> near = CaffeineCacheBuilder.createCaffeineCacheBuilder()
                .limit(ENTRIES)
                .expireAfterWrite(NEAR_TTL.toSeconds(), TimeUnit.SECONDS)
                .buildCache();
        com.alicp.jetcache.Cache<String, String> remote = RedissonCacheBuilder.createBuilder()
                .redissonClient(redis.client())
                .keyPrefix("jetcache:")
                .expireAfterWrite(REMOTE_TTL.toSeconds(), TimeUnit.SECONDS)
                .buildCache();
        return MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
                .addCache(near, remote)
                .useExpireOfSubCache(true)
                .buildCache();
    }
}
