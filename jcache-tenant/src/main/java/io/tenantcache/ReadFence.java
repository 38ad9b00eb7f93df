package io.tenantcache;

/**
 * Keeps apart a cache and what only the calling thread may see: what its transaction has written, say, and not committed. Thread safe.
 */
@FunctionalInterface
public interface ReadFence {

    /** Keeps nothing apart. */
    ReadFence NONE = (tenant, cache, key) -> false;

    /**
     * Whether the calling thread must neither be given what the cache holds under that key, nor what it loads be stored. Asked at
     * each read: it must not block.
     */
    boolean covers(Tenant tenant, String cache, Object key);
}
