package io.tenantcache.jcache;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import javax.cache.CacheException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** A load in the background, and who waits for its end: that is told in every case. */
final class LoadAll implements Workers.Task {

    private final @Nullable CompletionListener listener;
    private final Runnable load;
    private final Runnable bound;

    /** For that tenant; for that of the calling thread, if any, where the cache is shared. */
    LoadAll(Tenant tenant, @Nullable CompletionListener listener, Runnable load) {
        this.listener = listener;
        this.load = load;
        this.bound = tenant.isShared()
                ? TenantContext.wrap((Runnable) this::loadAndTell)
                : () -> TenantContext.run(tenant, this::loadAndTell);
    }

    @Override
    public void run() {
        bound.run();
    }

    private void loadAndTell() {
        try {
            load.run();
        } catch (RuntimeException e) {
            fail(e);
            return;
        } catch (Error e) {
            fail(new CacheException("A load in the background failed", e));
            throw e;
        }
        if (listener != null) {
            listener.onCompletion();
        }
    }

    @Override
    public void dropped() {
        fail(new CacheException("The cache manager was closed before the load began"));
    }

    private void fail(RuntimeException failure) {
        if (listener != null) {
            listener.onException(failure);
        }
    }
}
