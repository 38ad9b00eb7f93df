package io.tenantcache.cdi.extension;

import io.tenantcache.ReadFence;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.TenantResolver;
import io.tenantcache.config.TenantCacheConfig;
import io.tenantcache.jcache.TenantCachingProvider;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The manager of one deployment: opened at its first use, closed with the deployment. */
final class OpenManager implements Supplier<TenantCacheManager> {

    private final ClassLoader loader;
    private final TenantCacheConfig config;
    private final TenantResolver resolver;
    private final ReadFence fence;
    private final Consumer<TenantCacheManager> whenOpened;
    private volatile @Nullable TenantCacheManager manager;
    private @Nullable TenantCachingProvider provider;
    private boolean closed;

    /** Not open yet; the consumer is told of the manager when it is. */
    OpenManager(
            ClassLoader loader,
            TenantCacheConfig config,
            TenantResolver resolver,
            ReadFence fence,
            Consumer<TenantCacheManager> whenOpened) {
        this.loader = loader;
        this.config = config;
        this.resolver = resolver;
        this.fence = fence;
        this.whenOpened = whenOpened;
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
        whenOpened.accept(opened);
        return opened;
    }

    /** The manager, if it is open. */
    Optional<TenantCacheManager> ifOpen() {
        return Optional.ofNullable(manager);
    }

    synchronized void close() {
        closed = true;
        if (provider != null) {
            provider.close();
        }
    }
}
