package io.tenantcache;

import org.jspecify.annotations.Nullable;

/**
 * Keeps apart a cache and what only the calling thread may see: what its transaction has written, say, and not committed; or what it
 * alone still sees, because others have changed it since its transaction began. Thread safe.
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

    /**
     * The earliest state of the source that the calling thread's loads may show. What it loads is not stored, nor given to others, if
     * anything that covers the key was invalidated since; where there is a remote tier, if anything of the tenant was. Asked at each load,
     * on the thread that asked the cache: it must not block.
     *
     * @return null if they show what is committed when they begin; {@link ReadPoint#UNKNOWN} to have nothing stored
     */
    default @Nullable ReadPoint readPoint() {
        return null;
    }
}
