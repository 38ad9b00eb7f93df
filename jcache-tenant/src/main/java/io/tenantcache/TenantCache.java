package io.tenantcache;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
     * <p>With {@code stale.while-revalidate} or {@code stale.if-error} it may be a value whose life is over: {@link CacheTrace} tells.
     *
     * <p>Of the concurrent callers on all nodes one loads and the others wait for its value, for {@code load.timeout} at the
     * most: then another one loads, and what the late load brings goes to its caller and is not stored. Nor is a value whose
     * load began before a change or an invalidation of its key, one of its tags, its cache or its tenant: who asked after that
     * gets one that was loaded after it. Nor is the value of a caller who may see the source as it was before something changed
     * ({@link ReadFence#readPoint()}): no other caller waits for that. If the remote tier is away or the value cannot be stored, the loaded value is returned all the same.
     *
     * <p>That the loader has no value is remembered for {@code absent.ttl}, if that is set: until then null is the answer, and a hit.
     * Such an absence is outdated as an entry is, and to every other operation it is no entry.
     *
     * @param key not null
     * @param loader called at most once, for the current tenant, and on the calling thread; on one of the cache's own if loads have a
     *     deadline ({@code load.deadline}, {@code load.soft-deadline}), or if it reloads what is served meanwhile. It must not ask this
     *     cache for the same key
     * @return the value, or null if the loader has none
     * @throws X the loader's own exception, unchanged; nothing is stored then
     * @throws CacheLoadTimeoutException if the load takes longer than {@code load.deadline}, and nothing stale may be served
     * @throws CacheLoadRejectedException if too many loads run, and nothing stale may be served
     * @throws NullPointerException if the key or the loader is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed, or the loader asks for the key that it loads
     */
    <X extends Exception> @Nullable V getOrLoad(K key, Loader<? super K, ? extends V, X> loader) throws X;

    /**
     * {@link #getOrLoad(Object, Loader)} with a life and tags that may depend on what was loaded.
     *
     * @param options is given the loader's value, and called on the same thread after it; it must answer some, not null. What it
     *     throws goes to the caller, and nothing is stored then. {@link LoadOptions} are asked about an absence too
     * @throws X the loader's own exception, unchanged; nothing is stored then
     * @throws NullPointerException if an argument, or what the options answer, is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed, or the loader asks for the key that it loads
     */
    <X extends Exception> @Nullable V getOrLoad(
            K key, Loader<? super K, ? extends V, X> loader, Function<? super V, EntryOptions> options) throws X;

    /**
     * {@link #getOrLoad(Object, Loader)} that holds no thread while the source answers, or while another caller of this or of another
     * node loads. Callers of both kinds share their loads.
     *
     * <p>Blocks for Redis, if there is one and memory does not hold the key: for {@code redis.read-budget} at the most.
     *
     * @param key not null
     * @param loader called at most once, for the current tenant: on the calling thread, unless another caller had the key to itself
     *     at first, or it reloads what is served meanwhile; on one of the cache's own then. It must not ask this cache for the same
     *     key, nor must what its stage depends on. At {@code load.deadline} its stage is left alone; what it brings later is not stored
     * @return a stage of the caller's own: to cancel or complete it ends no load. It completes with the value, or with null if the
     *     loader has none, and exceptionally with what {@link #getOrLoad(Object, Loader)} would throw: what the loader throws, or its
     *     stage completes with, unchanged; {@link CacheLoadTimeoutException}; {@link CacheLoadRejectedException}; a
     *     {@link NullPointerException} if the loader answers null in the place of a stage; an {@link IllegalStateException} if the cache is
     *     closed meanwhile. Where it is not complete when this returns, what depends on it runs on a thread of the cache's own, for the tenant of this call
     * @throws NullPointerException if the key or the loader is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    CompletionStage<@Nullable V> getOrLoadAsync(K key, AsyncLoader<? super K, ? extends V> loader);

    /**
     * {@link #getOrLoadAsync(Object, AsyncLoader)} with a life and tags that may depend on what was loaded.
     *
     * @param options is given the value, for the current tenant, on the calling thread or one of the cache's own; it must answer
     *     some, not null. What it throws goes to the caller's stage, and nothing is stored then
     * @return as there
     * @throws NullPointerException if an argument is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    CompletionStage<@Nullable V> getOrLoadAsync(
            K key, AsyncLoader<? super K, ? extends V> loader, Function<? super V, EntryOptions> options);

    /**
     * Puts the value with a life and tags of its own. They are the entry's for as long as this value is: a later put without
     * them returns to the expiry policy's life and to no tags.
     *
     * @throws NullPointerException if an argument is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    void put(K key, V value, EntryOptions options);

    /**
     * {@link #put(Object, Object, EntryOptions)} with that life and no tags.
     *
     * @param timeToLive at least a millisecond; the cache's own bound, {@code remote.ttl}, may be shorter
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the time is shorter than a millisecond
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    void put(K key, V value, Duration timeToLive);

    /**
     * What is left of the life of the key's entry, as its authority knows it: Redis is asked, if there is one.
     *
     * @return empty if there is no entry; {@link java.time.temporal.ChronoUnit#FOREVER} for a life without end
     * @throws NullPointerException if the key is null
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    Optional<Duration> getTimeToLive(K key);

    /**
     * Changes what is left of the life of the key's entry, and nothing else.
     *
     * @param timeToLive at least a millisecond; the cache's own bound, {@code remote.ttl}, may be shorter
     * @return whether there is an entry
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the time is shorter than a millisecond
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    boolean setTimeToLive(K key, Duration timeToLive);

    /**
     * The keys of the current tenant's entries, by a scan of the authority that blocks nobody else; one that is written meanwhile
     * may or may not be among them. Unlike {@link #iterator()} it touches no entry: no life is prolonged, no hit counted, no value
     * decoded. The cost grows with the number of entries.
     *
     * @return cannot remove; throws a {@link javax.cache.CacheException} if the remote tier fails in the middle
     * @throws TenantRequiredException if the cache is per tenant and there is none
     * @throws IllegalStateException if the cache is closed
     */
    Iterator<K> keys();

    /** The manager that this cache belongs to. */
    @Override
    TenantCacheManager getCacheManager();
}
