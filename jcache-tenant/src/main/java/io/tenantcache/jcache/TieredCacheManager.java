package io.tenantcache.jcache;

import io.tenantcache.Invalidation;
import io.tenantcache.LimitStatistics;
import io.tenantcache.ManagerStatistics;
import io.tenantcache.ReadFence;
import io.tenantcache.RemoteHealth;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.CacheConfig;
import io.tenantcache.config.RedisConfig;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.near.CoarseClock;
import io.tenantcache.ratelimit.RateLimiter;
import io.tenantcache.ratelimit.SharedRateLimiter;
import io.tenantcache.redis.RedisStore;
import io.tenantcache.store.Entry;
import io.tenantcache.tier.Coherence;
import io.tenantcache.tier.Heartbeat;
import io.tenantcache.tier.Invalidations;
import io.tenantcache.tier.ManagerFigures;
import io.tenantcache.tier.NearTiers;
import io.tenantcache.tier.RemoteFigures;
import io.tenantcache.tier.RemoteGate;
import io.tenantcache.tier.TieredStore;
import io.tenantcache.tier.TrackedTenants;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** The manager: makes caches, and closes what they share. */
final class TieredCacheManager implements TenantCacheManager {

    /** What makes a manager the one it is. */
    record Identity(TenantCachingProvider provider, URI uri, ClassLoader classLoader, Properties properties) {}

    private final Identity identity;
    private final TenantCacheConfig config;
    private final TenantResolver resolver;
    private final ReadFence fence;
    private final CacheAssembly.@Nullable Remote remote;
    private final NearTiers nearTiers = new NearTiers();
    private final Invalidations invalidations;
    private final @Nullable Heartbeat heartbeat;
    private final RateLimiter rateLimiter;
    private final TrackedTenants trackedTenants;
    private final ManagerFigures figures;
    private final Workers workers;
    private final LoadThreads loadThreads;
    private final ContinuationThreads continuationThreads;
    private final CoarseClock clock = new CoarseClock();
    private final Map<String, TieredCache<?, ?>> caches = new HashMap<>();
    private volatile boolean closed;

    TieredCacheManager(Identity identity, TenantCacheConfig config, TenantResolver resolver, ReadFence fence) {
        this.identity = identity;
        this.config = config;
        this.resolver = resolver;
        this.fence = fence;
        this.workers = new Workers(identity.classLoader());
        this.loadThreads = new LoadThreads(identity.classLoader());
        this.continuationThreads = new ContinuationThreads(identity.classLoader(), loadThreads);
        RedisConfig redis = config.redis();
        this.remote = redis == null ? null : connect(redis);
        this.invalidations = new Invalidations(
                nearTiers, remote == null ? null : remote.way().gate());
        this.trackedTenants = new TrackedTenants(config.metrics().trackedTenants());
        this.figures = new ManagerFigures(
                remote == null
                        ? null
                        : new RemoteFigures(remote.way().gate(), remote.way().coherence()));
        this.rateLimiter = limiter();
        this.heartbeat = remote == null ? null : new Heartbeat(remote.way().coherence()::beat, remote.coherenceBound());
    }

    private RateLimiter limiter() {
        var shared = remote == null
                ? null
                : new SharedRateLimiter.Shared(
                        remote.redis().limits(), remote.way().gate());
        Consumer<LimitStatistics> onCounted = config.metrics().enabled() ? figures::limited : uncounted -> {};
        return new SharedRateLimiter(shared, onCounted, System::nanoTime);
    }

    private CacheAssembly.Remote connect(RedisConfig config) {
        RedisStore redis = new RedisStore(config);
        RemoteGate gate = new RemoteGate(redis, config.outage(), System::nanoTime);
        var ways = new Coherence.Ways(redis, gate);
        Coherence coherence = new Coherence(ways, nearTiers, config.coherenceBound(), System::nanoTime);
        redis.subscribe(coherence);
        if (redis.client() != null) {
            coherence.awaitTrust(config.timeout());
        }
        return new CacheAssembly.Remote(redis, new TieredStore.Remote(gate, coherence), config.coherenceBound());
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
            return create(cacheName, copyOf(configuration));
        }
    }

    private static <K, V> TenantCacheConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            return new TenantCacheConfiguration<>(complete);
        }
        var copy = new TenantCacheConfiguration<K, V>();
        copy.setTypes(configuration.getKeyType(), configuration.getValueType());
        copy.setStoreByValue(configuration.isStoreByValue());
        return copy;
    }

    private <K, V> TenantCache<K, V> create(String name, TenantCacheConfiguration<K, V> configuration) {
        TieredCache<K, V> cache = new CacheAssembly(this, config, remote, clock).assemble(name, configuration);
        caches.put(name, cache);
        try {
            cache.start();
        } catch (RuntimeException e) {
            cache.close();
            throw e;
        }
        return cache;
    }

    @Override
    public <K, V> TenantCache<K, V> getOrCreateCache(String name) {
        Objects.requireNonNull(name, "name");
        synchronized (caches) {
            requireOpen();
            TenantCache<K, V> existing = existing(name);
            return existing != null ? existing : create(name, ofSettings(name));
        }
    }

    /** Of a cache for which there are only the settings: its entries live for as long as those say. */
    private <K, V> TenantCacheConfiguration<K, V> ofSettings(String name) {
        long millis = Entry.millis(config.cache(name).remote().ttl());
        var configuration = new TenantCacheConfiguration<K, V>();
        if (millis != Entry.ETERNAL) {
            configuration.setExpiryPolicyFactory(
                    ModifiedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, millis)));
        }
        return configuration;
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

    /**
     * Closes the cache and removes its entries, of all tenants and on all nodes. The cost of that grows with the number of keys
     * in Redis. With Redis away its entries stay, and leave by their time to live.
     */
    @Override
    public void destroyCache(String cacheName) {
        TieredCache<?, ?> cache = opened(cacheName);
        if (cache == null) {
            return;
        }
        if (remote != null) {
            RedisStore redis = remote.redis();
            remote.way().gate().run(() -> redis.destroy(cacheName));
        }
        cache.close();
    }

    @Override
    public void invalidate(Invalidation invalidation) {
        requireOpen();
        Map<Tenant, List<Invalidation.Scope>> byTenant = new LinkedHashMap<>();
        for (Invalidation.Scope scope : invalidation.scopes()) {
            byTenant.computeIfAbsent(tenantOf(scope), absent -> new ArrayList<>())
                    .add(scope);
        }
        byTenant.forEach(invalidations::invalidate);
    }

    private Tenant tenantOf(Invalidation.Scope scope) {
        return scope instanceof Invalidation.InCache inCache
                ? ((TieredCache<?, ?>) this.<Object, Object>getOrCreateCache(inCache.cache())).tenant()
                : CurrentTenant.ofEverything(resolver);
    }

    Invalidations invalidations() {
        return invalidations;
    }

    NearTiers nearTiers() {
        return nearTiers;
    }

    /** The tenant of the calling thread, for a cache of that name. */
    Tenant tenant(String cache) {
        return CurrentTenant.of(cache, resolver);
    }

    /** What keeps the calling thread from what a cache holds. */
    ReadFence fence() {
        return fence;
    }

    /** The tenants for which caches count apart. */
    TrackedTenants trackedTenants() {
        return trackedTenants;
    }

    ManagerFigures figures() {
        return figures;
    }

    @Override
    public ManagerStatistics statistics() {
        return figures;
    }

    CacheConfig configOf(String cache) {
        return config.cache(cache);
    }

    /** The way to the remote tier, for who hears of its failovers; null for memory only. */
    @Nullable
    RemoteGate gate() {
        return remote == null ? null : remote.way().gate();
    }

    /** For what callers do not wait for. */
    Workers workers() {
        return workers;
    }

    /** For loads that callers do not run themselves. */
    LoadThreads loadThreads() {
        return loadThreads;
    }

    /** For what follows when something has come that no thread was held for. */
    ContinuationThreads continuationThreads() {
        return continuationThreads;
    }

    /** A cache was closed: its name is free again. */
    void forget(TieredCache<?, ?> cache) {
        synchronized (caches) {
            if (caches.remove(cache.getName(), cache)) {
                nearTiers.unregister(cache.getName());
                figures.closed(cache.getName());
                if (remote != null) {
                    remote.way().gate().closed(cache.getName());
                    remote.redis().forget(cache.getName());
                }
            }
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        TieredCache<?, ?> cache = opened(cacheName);
        if (cache != null) {
            cache.enableManagement(enabled);
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        TieredCache<?, ?> cache = opened(cacheName);
        if (cache != null) {
            cache.enableStatistics(enabled);
        }
    }

    private @Nullable TieredCache<?, ?> opened(String cacheName) {
        Objects.requireNonNull(cacheName, "cacheName");
        synchronized (caches) {
            requireOpen();
            return caches.get(cacheName);
        }
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
        workers.close();
        loadThreads.close();
        continuationThreads.close();
        clock.close();
        if (heartbeat != null) {
            heartbeat.close();
        }
        if (remote != null) {
            remote.way().gate().close();
            remote.redis().close();
        }
    }

    @Override
    public Optional<RemoteHealth> remoteHealth() {
        return Optional.ofNullable(remote).map(tier -> tier.way().gate().health());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return Wrapped.as(
                type,
                this,
                "The cache manager " + identity.uri(),
                remote == null ? null : remote.redis().client(),
                continuationThreads,
                rateLimiter);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The cache manager " + identity.uri() + " is closed");
        }
    }
}
