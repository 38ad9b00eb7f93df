package io.tenantcache;

import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A JSR-107 cache whose entries belong to the tenant for which the calling thread works.
 *
 * <p>Every operation, the bulk ones and iteration included, sees the entries of the current tenant only; of a cache
 * that is declared shared, there is one set of entries for all. A per-tenant cache without a tenant throws
 * {@link TenantRequiredException}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface TenantCache<K, V> extends Cache<K, V> {

    /**
     * The value of the key; if there is none, that of the loader, which is then stored.
     *
     * <p>Of the concurrent callers in this JVM one loads and the others wait for its value. A value whose load began
     * before an invalidation of its key, its cache or its tenant is returned to those who asked before it, and not
     * stored. If the remote tier is away or the value cannot be stored, the loaded value is returned all the same.
     *
     * @param key not null
     * @param loader called at most once, on the calling thread; it must not ask this cache for the same key
     * @return the value, or null if the loader has none
     * @throws X the loader's own exception, unchanged; nothing is stored then
     * @throws NullPointerException if the key or the loader is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed, or the loader asks for the key that it loads
     */
    <X extends Exception> @Nullable V getOrLoad(K key, Loader<? super K, ? extends V, X> loader) throws X;

    /** The manager that this cache belongs to. */
    @Override
    TenantCacheManager getCacheManager();
}
