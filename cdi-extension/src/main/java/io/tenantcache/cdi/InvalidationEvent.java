package io.tenantcache.cdi;

import io.tenantcache.Tenant;
import java.util.List;

/**
 * Tells that something of one tenant was outdated through this node, by an annotation, a {@link CacheInvalidator} or the commit of
 * a transaction; not that entries expired or were evicted, nor what other nodes outdated, nor what was changed through a cache itself.
 *
 * <pre>{@code
 * void audit(@ObservesAsync InvalidationEvent event) { ... }
 * }</pre>
 *
 * <p>It is fired after the fact, and for asynchronous observers alone: none of them can fail or hold up the invalidation. They run on
 * threads of the container's, for no tenant: {@code TenantContext.run(event.tenant(), ...)} works for the event's;
 * for that of a shared cache, for none.
 * Without an observer, nothing is made or fired.
 *
 * @param tenant whose entries they are; {@link Tenant#SHARED} for shared caches
 * @param what was outdated
 * @param cause why
 */
public record InvalidationEvent(Tenant tenant, Invalidated what, Cause cause) {

    /**
     * Why something was outdated.
     *
     * @param origin who asked for it
     * @param reasons the annotated method, or what {@link CacheInvalidator#because} was told; of a transaction all of them, 16 at
     *     the most. Empty if none was given
     */
    public record Cause(Origin origin, List<String> reasons) {

        /** Copies the reasons. */
        public Cause {
            reasons = List.copyOf(reasons);
        }

        /** What the application says is not printed. */
        @Override
        public String toString() {
            return "Cause[" + origin + "]";
        }
    }

    /** Who asked for an invalidation. */
    public enum Origin {
        /** A method with {@code @CachePut}, {@code @CacheRemove} or {@code @CacheRemoveAll}. */
        ANNOTATION,
        /** A {@link CacheInvalidator}. */
        PROGRAM,
        /**
         * Either of these, or {@code @CacheResult(skipGet = true)}, in a transaction that has been committed or whose outcome is not known; or in
         * one that was rolled back after it had loaded what it then invalidated.
         */
        TRANSACTION
    }
}
