package io.tenantcache.jcache;

import io.tenantcache.ReadFence;
import io.tenantcache.ReadPoint;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.config.TenantCacheConfigLoader;
import io.tenantcache.store.Positions;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.WeakHashMap;
import javax.cache.CacheException;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JSR-107 provider. Managers are kept per class loader and URI.
 *
 * <p>A manager that is had without a configuration of its own reads the {@code tenantcache.} settings; its caches are
 * shared unless they are declared per tenant. One that is {@linkplain #open opened} with a configuration follows that.
 */
public final class TenantCachingProvider implements CachingProvider {

    private static final URI DEFAULT_URI = URI.create("urn:tenantcache:default");

    private final Map<ClassLoader, Map<URI, TieredCacheManager>> managers = new WeakHashMap<>();

    /** For {@link javax.cache.Caching} and {@link java.util.ServiceLoader}. */
    public TenantCachingProvider() {}

    /**
     * Makes a manager with that configuration. With Redis away it works from memory; this blocks for the first attempt to
     * connect, for the connection timeout at the most.
     *
     * @param uri names the manager among those of the class loader
     * @param classLoader loads the classes of keys and values
     * @param config its configuration
     * @param resolver tells the tenant of a call outside of a {@link io.tenantcache.TenantContext}
     * @throws CacheException if the class loader has an open manager of that name
     */
    public TenantCacheManager open(
            URI uri, ClassLoader classLoader, TenantCacheConfig config, TenantResolver resolver) {
        return open(uri, classLoader, config, resolver, ReadFence.NONE);
    }

    /**
     * {@link #open(URI, ClassLoader, TenantCacheConfig, TenantResolver)} with a fence: {@code get}, {@code getAll} and {@code getOrLoad} of
     * what it covers ask the loader, if there is one, and store nothing; nor is stored what it says to be older than a change.
     *
     * @throws CacheException if there is an open manager of that URI and class loader
     */
    public TenantCacheManager open(
            URI uri, ClassLoader classLoader, TenantCacheConfig config, TenantResolver resolver, ReadFence fence) {
        synchronized (managers) {
            if (existing(uri, classLoader) != null) {
                throw new CacheException("There is an open cache manager of the name " + uri
                        + " for this class loader; close it first, or take another name");
            }
            return open(identity(uri, classLoader, new Properties()), config, resolver, fence);
        }
    }

    /** This moment, for a {@link ReadFence}: when a transaction begins, say. Costs no more than to look at the clock. */
    public static ReadPoint readPoint() {
        return Positions.now();
    }

    @Override
    public TenantCacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI name = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Properties overrides = properties == null ? getDefaultProperties() : properties;
        synchronized (managers) {
            TieredCacheManager existing = existing(name, loader);
            return existing != null
                    ? existing
                    : open(
                            identity(name, loader, overrides),
                            TenantCacheConfigLoader.forClassLoader(loader)
                                    .defaultTenancy(Tenancy.SHARED)
                                    .override("properties of the cache manager", overrides)
                                    .load(),
                            Optional::empty,
                            ReadFence.NONE);
        }
    }

    private @Nullable TieredCacheManager existing(URI uri, ClassLoader classLoader) {
        return managers.getOrDefault(classLoader, Map.of()).get(uri);
    }

    private TieredCacheManager.Identity identity(URI uri, ClassLoader classLoader, Properties properties) {
        return new TieredCacheManager.Identity(this, uri, classLoader, properties);
    }

    private TieredCacheManager open(
            TieredCacheManager.Identity identity, TenantCacheConfig config, TenantResolver resolver, ReadFence fence) {
        TieredCacheManager manager = new TieredCacheManager(identity, config, resolver, fence);
        managers.computeIfAbsent(identity.classLoader(), absent -> new HashMap<>())
                .put(identity.uri(), manager);
        return manager;
    }

    /** The thread's context class loader, or this class's if there is none. */
    @Override
    public ClassLoader getDefaultClassLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? TenantCachingProvider.class.getClassLoader() : context;
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public TenantCacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public TenantCacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public void close() {
        List<TieredCacheManager> all = new ArrayList<>();
        synchronized (managers) {
            managers.values().forEach(ofLoader -> all.addAll(ofLoader.values()));
        }
        all.forEach(TieredCacheManager::close);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        List<TieredCacheManager> all;
        synchronized (managers) {
            all = new ArrayList<>(managers.getOrDefault(loader, Map.of()).values());
        }
        all.forEach(TieredCacheManager::close);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        TieredCacheManager manager;
        synchronized (managers) {
            manager = existing(
                    uri == null ? getDefaultURI() : uri, classLoader == null ? getDefaultClassLoader() : classLoader);
        }
        if (manager != null) {
            manager.close();
        }
    }

    /** A manager was closed: its name is free again. */
    void forget(TieredCacheManager manager) {
        synchronized (managers) {
            ClassLoader loader = manager.getClassLoader();
            Map<URI, TieredCacheManager> ofLoader = managers.get(loader);
            if (ofLoader != null && ofLoader.remove(manager.getURI(), manager) && ofLoader.isEmpty()) {
                managers.remove(loader);
            }
        }
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE;
    }
}
