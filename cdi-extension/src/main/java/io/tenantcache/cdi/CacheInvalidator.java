package io.tenantcache.cdi;

import io.tenantcache.Invalidation;
import io.tenantcache.TenantRequiredException;
import java.util.Collection;

/**
 * Outdates what caches hold for the current tenant, where no annotation says so: a bean to inject.
 *
 * <pre>{@code
 * @Inject
 * CacheInvalidator invalidator;
 *
 * invalidator.because("nightly import").updated("conversations", id);
 * }</pre>
 *
 * <p>What is named together is outdated in one step in Redis, at once in this JVM, and in the other nodes as soon as they
 * hear of it; a tenant never reaches what another one has. Inside a JTA transaction it is done when that has been
 * committed, and not at all if it is rolled back; until then reads of what is named pass the cache by in that transaction.
 *
 * <p>A key is the cache's own, or the only parameter of annotated methods: {@code 5L} stands for the entry under
 * {@code 5L} and for the one of {@code find(5L)}. For methods of several parameters it is {@code ParameterKey.of(a, b)}.
 *
 * <p>Every method throws {@link TenantRequiredException} if it names a cache that is per tenant and there is no tenant,
 * {@link TenantUnresolvedException} if what tells it failed, and {@link NullPointerException} for null; none fails for the want
 * of Redis, which is told later then. They block for one round trip to Redis, but for {@link #keysMatching}.
 */
public interface CacheInvalidator {

    /** Outdates that key alone: no cascade. */
    Invalidated key(String cache, Object key);

    /** Outdates those keys alone, in steps of 500. */
    Invalidated keys(String cache, Collection<?> keys);

    /**
     * Outdates the keys whose text matches: that of a key, or of a method's parameters with commas between them. Everybody else
     * can work on meanwhile; a key that is put meanwhile may or may not be among them.
     *
     * <p>This is the one method here whose cost grows with the number of entries that the tenant has in the cache: it walks over
     * all of them. And it sees entries: a value whose load began before and ends afterwards stays. A tag has neither
     * fault. Inside a transaction the whole cache is outdated instead, since what the transaction will find is not known yet.
     *
     * @param pattern of the whole text: {@code *} stands for any characters, {@code ?} for one, and a backslash takes the meaning
     *     from the character after it
     * @throws javax.cache.CacheException if Redis fails in the middle; what was found by then may be outdated
     */
    Invalidated keysMatching(String cache, String pattern);

    /**
     * Outdates all entries of that cache that bear the tag: no cascade.
     *
     * @throws IllegalArgumentException if no entry can bear it
     */
    Invalidated tag(String cache, String tag);

    /**
     * Outdates all entries of that cache that bear any of the tags: no cascade.
     *
     * @throws IllegalArgumentException if no entry can bear one of them
     */
    Invalidated tags(String cache, Collection<String> tags);

    /** Outdates all entries of that cache and of its cascade. */
    Invalidated cache(String cache);

    /** Outdates all entries of those caches and of their cascades. */
    Invalidated caches(Collection<String> caches);

    /** Outdates all that the tenant has in caches that are kept per tenant. */
    Invalidated tenant();

    /**
     * After a resource was created: outdates the cascade of its cache, lists of it say, and the key, since that there is
     * nothing may be cached.
     */
    Invalidated created(String cache, Object key);

    /** After a resource was updated: outdates its key and the cascade of its cache. */
    Invalidated updated(String cache, Object key);

    /** After a resource was deleted: outdates its key and the cascade of its cache. */
    Invalidated deleted(String cache, Object key);

    /** Outdates exactly what the invalidation names: no cascade, and its keys as they are. */
    Invalidated invalidate(Invalidation invalidation);

    /**
     * This invalidator, giving that reason to the {@linkplain InvalidationEvent observers} of what it does.
     *
     * @param reason for people to read; it must name no keys and values, since observers may log it
     */
    CacheInvalidator because(String reason);
}
