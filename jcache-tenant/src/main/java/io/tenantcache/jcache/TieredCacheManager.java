package io.tenantcache.jcache;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.tier.Invalidations;
import io.tenantcache.tier.RemoteGate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/** The manager: makes caches, and closes what they share. */
final class TieredCacheManager implements TenantCacheManager {

    /** What makes a manager the one it is. */
    record Identity(TenantCachingProvider provider, URI uri, ClassLoader classLoader, Properties properties) {}

    private final Identity identity;
    private final TenantCacheConfig config;
    private final TenantResolver resolver;
    private final @Nullable RedisStore redis;
    private final @Nullable RemoteGate gate;
    private final Invalidations invalidations;
    private final Map<String, TieredCache<?, ?>> caches = new HashMap<>();
    private volatile boolean closed;

    TieredCacheManager(Identity identity, TenantCacheConfig config, TenantResolver resolver) {
        this.identity = identity;
        this.config = config;
        this.resolver = resolver;
        this.redis = config.redis() == null ? null : new RedisStore(config.redis(), longestTtl(config));
        this.gate = redis == null ? null : new RemoteGate(redis, System::nanoTime);
        this.invalidations = new Invalidations(gate);
        if (redis != null) {
            redis.subscribe(invalidations);
        }
    }

    private static Duration longestTtl(TenantCacheConfig config) {
        return Stream.concat(Stream.of(config.defaults()), config.caches().values().stream())
                .map(cache -> cache.remote().ttl())
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Override
    public TenantCachingProvider getCachingProvider() {
        return identity.provider();
    }

    @Override
    public URI getURI() {
        return identity.uri();
    }

    @Override
    public ClassLoader getClassLoader() {
        return identity.classLoader();
    }

    @Override
    public Properties getProperties() {
        return identity.properties();
    }

    @Override
    public <K, V, C extends Configuration<K, V>> TenantCache<K, V> createCache(String cacheName, C configuration) {
        Objects.requireNonNull(cacheName, "cacheName");
        Objects.requireNonNull(configuration, "configuration");
        synchronized (caches) {
            requireOpen();
            if (caches.containsKey(cacheName)) {
                throw new CacheException("There is a cache named '" + cacheName + "' already");
            }
            return create(cacheName, configuration);
        }
    }

    private <K, V> TenantCache<K, V> create(String name, Configuration<K, V> configuration) {
        var parts = new CacheAssembly(this, config, redis, gate);
        TieredCache<K, V> cache = parts.assemble(name, configuration);
        caches.put(name, cache);
        return cache;
    }

    @Override
    public <K, V> TenantCache<K, V> getOrCreateCache(String name) {
        Objects.requireNonNull(name, "name");
        synchronized (caches) {
            requireOpen();
            TenantCache<K, V> existing = existing(name);
            return existing != null ? existing : create(name, new MutableConfiguration<K, V>());
        }
    }

    /** A cache that was created, or that the configuration speaks of. */
    @Override
    public <K, V> @Nullable TenantCache<K, V> getCache(String cacheName) {
        Objects.requireNonNull(cacheName, "cacheName");
        synchronized (caches) {
            requireOpen();
            return config.caches().containsKey(cacheName) ? getOrCreateCache(cacheName) : existing(cacheName);
        }
    }

    @Override
    public <K, V> @Nullable TenantCache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
        TenantCache<K, V> cache = getCache(cacheName);
        if (cache != null) {
            Configuration<?, ?> configuration = ((TieredCache<?, ?>) cache).configuration();
            requireType(cacheName, "key", configuration.getKeyType(), keyType);
            requireType(cacheName, "value", configuration.getValueType(), valueType);
        }
        return cache;
    }

    private static void requireType(String cache, String what, Class<?> configured, Class<?> asked) {
        if (configured != asked) {
            throw new ClassCastException("The cache '" + cache + "' was configured with the " + what + " type "
                    + configured.getName() + ", not " + asked.getName());
        }
    }

    @SuppressWarnings("unchecked") // as JSR-107 has it: the caller names the types
    private <K, V> @Nullable TenantCache<K, V> existing(String name) {
        return (TenantCache<K, V>) caches.get(name);
    }

    @Override
    public Iterable<String> getCacheNames() {
        synchronized (caches) {
            requireOpen();
            return List.copyOf(caches.keySet());
        }
    }

    @Override
    public void destroyCache(String cacheName) {
        Objects.requireNonNull(cacheName, "cacheName");
        TieredCache<?, ?> cache;
        synchronized (caches) {
            requireOpen();
            cache = caches.get(cacheName);
        }
        if (cache != null) {
            cache.close();
        }
    }

    @Override
    public void invalidate(Invalidation invalidation) {
        requireOpen();
        Map<Tenant, List<Invalidation.Scope>> byTenant = new LinkedHashMap<>();
        for (Invalidation.Scope scope : invalidation.scopes()) {
            TieredCache<?, ?> cache = (TieredCache<?, ?>) this.<Object, Object>getOrCreateCache(scope.cache());
            byTenant.computeIfAbsent(cache.tenant(), absent -> new ArrayList<>())
                    .add(scope);
        }
        byTenant.forEach(invalidations::invalidate);
    }

    Invalidations invalidations() {
        return invalidations;
    }

    /** The tenant of the calling thread, for a cache of that name. */
    Tenant tenant(String cache) {
        return CurrentTenant.of(cache, resolver);
    }

    CacheConfig configOf(String cache) {
        return config.cache(cache);
    }

    /** A cache was closed: its name is free again. */
    void forget(TieredCache<?, ?> cache) {
        synchronized (caches) {
            if (caches.remove(cache.getName(), cache)) {
                invalidations.unregister(cache.getName());
                if (redis != null) {
                    redis.forget(cache.getName());
                }
            }
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        throw new UnsupportedOperationException("Management MX beans are not offered");
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        throw new UnsupportedOperationException("Statistics MX beans are not offered");
    }

    @Override
    public void close() {
        List<Cache<?, ?>> all;
        synchronized (caches) {
            if (closed) {
                return;
            }
            closed = true;
            all = new ArrayList<>(caches.values());
        }
        identity.provider().forget(this);
        all.forEach(Cache::close);
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (redis != null && type.isInstance(redis.client())) {
            return type.cast(redis.client());
        }
        throw new IllegalArgumentException("This manager is no " + type.getName());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The cache manager " + identity.uri() + " is closed");
        }
    }
}
