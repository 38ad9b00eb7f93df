package io.tenantcache.cdi.extension;

import io.tenantcache.ReadFence;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The manager of one deployment: opened at its first use, closed with the deployment. */
final class OpenManager implements Supplier<TenantCacheManager> {

    private final ClassLoader loader;
    private final TenantCacheConfig config;
    private final TenantResolver resolver;
    private final ReadFence fence;
    private volatile @Nullable TenantCacheManager manager;
    private @Nullable TenantCachingProvider provider;
    private boolean closed;

    OpenManager(ClassLoader loader, TenantCacheConfig config, TenantResolver resolver, ReadFence fence) {
        this.loader = loader;
        this.config = config;
        this.resolver = resolver;
        this.fence = fence;
    }

    @Override
    public TenantCacheManager get() {
        TenantCacheManager opened = manager;
        return opened != null ? opened : open();
    }

    private synchronized TenantCacheManager open() {
        TenantCacheManager opened = manager;
        if (opened != null) {
            return opened;
        }
        if (closed) {
            throw new IllegalStateException("The caches are closed: the application has ended");
        }
        TenantCachingProvider own = new TenantCachingProvider();
        opened = own.open(own.getDefaultURI(), loader, config, resolver, fence);
        provider = own;
        manager = opened;
        return opened;
    }

    synchronized void close() {
        closed = true;
        if (provider != null) {
            provider.close();
        }
    }
}
