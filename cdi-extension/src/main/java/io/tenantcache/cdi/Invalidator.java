package io.tenantcache.cdi;

import io.tenantcache.Invalidation;
import io.tenantcache.TenantRequiredException;
import java.util.Collection;

/**
 * What there is to outdate for the current tenant, and how it is named. {@link CacheInvalidator} outdates it at once,
 * {@link CacheInvalidator#queued()} soon, {@link CacheInvalidator#after} and {@link CacheInvalidator#at} later.
 *
 * <p>A key is the cache's own, or the only parameter of annotated methods: {@code 5L} stands for the entry under
 * {@code 5L} and for the one of {@code find(5L)}. For methods of several parameters it is {@code ParameterKey.of(a, b)}.
 *
 * <p>Every method throws {@link TenantRequiredException} if it names a cache that is per tenant and there is no tenant,
 * {@link TenantUnresolvedException} if what tells it failed, and {@link NullPointerException} for null; none fails for the want
 * of Redis, which is told later then.
 *
 * @param <R> what each call answers
 */
public interface Invalidator<R> {

    /** Outdates that key alone: no cascade. */
    R key(String cache, Object key);

    /** Outdates those keys alone, in steps of 500. */
    R keys(String cache, Collection<?> keys);

    /**
     * Outdates the keys whose text matches: that of a key, or of a method's parameters with commas between them. Everybody else
     * can work on meanwhile; a key that is put meanwhile may or may not be among them.
     *
     * <p>This is the one method here whose cost grows with the number of entries that the tenant has in the cache: it walks over
     * all of them. And it sees entries: a value whose load began before and ends afterwards stays. A tag has neither
     * fault. Called inside a transaction, the invalidator itself outdates the whole cache instead, since what the transaction will find is not known yet.
     *
     * @param pattern of the whole text: {@code *} stands for any characters, {@code ?} for one, and a backslash takes the meaning
     *     from the character after it
     * @throws javax.cache.CacheException if Redis fails in the middle; what was found by then may be outdated
     */
    R keysMatching(String cache, String pattern);

    /**
     * Outdates all entries of that cache that bear the tag: no cascade.
     *
     * @throws IllegalArgumentException if no entry can bear it
     */
    R tag(String cache, String tag);

    /**
     * Outdates all entries of that cache that bear any of the tags: no cascade.
     *
     * @throws IllegalArgumentException if no entry can bear one of them
     */
    R tags(String cache, Collection<String> tags);

    /** Outdates all entries of that cache and of its cascade. */
    R cache(String cache);

    /** Outdates all entries of those caches and of their cascades. */
    R caches(Collection<String> caches);

    /** Outdates all that the tenant has in caches that are kept per tenant. */
    R tenant();

    /**
     * After a resource was created: outdates the cascade of its cache, lists of it say, and the key, since that there is
     * nothing may be cached.
     */
    R created(String cache, Object key);

    /** After a resource was updated: outdates its key and the cascade of its cache. */
    R updated(String cache, Object key);

    /** After a resource was deleted: outdates its key and the cascade of its cache. */
    R deleted(String cache, Object key);

    /** Outdates exactly what the invalidation names: no cascade, and its keys as they are. */
    R invalidate(Invalidation invalidation);
}
