package io.tenantcache.jcache;

import io.tenantcache.AsyncLoader;
import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.Tenancy;
import io.tenantcache.config.TenantCacheConfiguration;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Keyed;
import io.tenantcache.store.Write.Answer;
import io.tenantcache.tier.Assignment;
import io.tenantcache.tier.Change;
import io.tenantcache.tier.Mutation;
import io.tenantcache.tier.ReadPath;
import io.tenantcache.tier.Result;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** A cache: the types, the tenant and the life cycle around its {@linkplain io.tenantcache.tier.CacheTiers tiers}. */
final class TieredCache<K, V> implements TenantCache<K, V> {

    private final String name;
    private final TieredCacheManager manager;
    private final Tenancy tenancy;
    private final CacheSetup<K, V> setup;
    private final Arguments arguments;
    private final ReadPath reads;
    private final FencedReads fenced;
    private final ManagedBeans beans;
    private volatile boolean closed;

    TieredCache(String name, TieredCacheManager manager, Tenancy tenancy, CacheSetup<K, V> setup) {
        this.name = name;
        this.manager = manager;
        this.tenancy = tenancy;
        this.setup = setup;
        this.arguments = Arguments.of(name, setup.configuration());
        this.reads = setup.tiers().reads();
        this.fenced = new FencedReads(name, manager.fence(), setup.source());
        this.beans = new ManagedBeans(manager.getURI().toString(), name);
    }

    /** From now on listeners hear and beans are seen, as configured. */
    void start() {
        setup.listeners().start(this, setup.configuration().getCacheEntryListenerConfigurations());
        enableManagement(setup.configuration().isManagementEnabled());
        enableStatistics(setup.configuration().isStatisticsEnabled());
    }

    /** The tenant whose entries the calling thread sees. */
    Tenant tenant() {
        return tenancy == Tenancy.SHARED ? Tenant.SHARED : manager.tenant(name);
    }

    @Override
    public @Nullable V get(K key) {
        Tenant tenant = opened();
        arguments.key(key);
        return typed(fenced.cover(tenant, key) ? fenced.get(key) : reads.get(tenant, key));
    }

    @Override
    public <X extends Exception> @Nullable V getOrLoad(K key, Loader<? super K, ? extends V, X> loader) throws X {
        return getOrLoad(key, loader, value -> EntryOptions.none());
    }

    @Override
    @SuppressWarnings("unchecked") // they are asked for the key that is given here, or a copy of it, and for its value
    public <X extends Exception> @Nullable V getOrLoad(
            K key, Loader<? super K, ? extends V, X> loader, Function<? super V, EntryOptions> options) throws X {
        Objects.requireNonNull(loader, "loader");
        Objects.requireNonNull(options, "options");
        Tenant tenant = opened();
        arguments.key(key);
        if (fenced.cover(tenant, key)) {
            return fenced.load(key, loader);
        }
        return typed(
                reads.getOrLoad(tenant, key, (Loader<Object, ?, X>) loader, (Function<Object, EntryOptions>) options));
    }

    @Override
    public CompletionStage<@Nullable V> getOrLoadAsync(K key, AsyncLoader<? super K, ? extends V> loader) {
        return getOrLoadAsync(key, loader, value -> EntryOptions.none());
    }

    @Override
    @SuppressWarnings("unchecked") // they are asked for the key that is given here, or a copy of it, and for its value
    public CompletionStage<@Nullable V> getOrLoadAsync(
            K key, AsyncLoader<? super K, ? extends V> loader, Function<? super V, EntryOptions> options) {
        Objects.requireNonNull(loader, "loader");
        Objects.requireNonNull(options, "options");
        Tenant tenant = opened();
        arguments.key(key);
        if (fenced.cover(tenant, key)) {
            return fenced.loadAsync(key, loader);
        }
        CompletionStage<?> value = reads.getOrLoadAsync(
                tenant, key, (AsyncLoader<Object, ?>) loader, (Function<Object, EntryOptions>) options);
        return (CompletionStage<@Nullable V>) value;
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under this cache's types
    public Map<K, V> getAll(Set<? extends K> keys) {
        Tenant tenant = opened();
        keys.forEach(arguments::key);
        return (Map<K, V>) fenced.getAll(tenant, keys, open -> reads.getAll(tenant, open));
    }

    @Override
    public boolean containsKey(K key) {
        return reads.contains(opened(), arguments.key(key));
    }

    @Override
    public void put(K key, V value) {
        apply(key, Assignment.put(checked().value(value)));
    }

    @Override
    public void put(K key, V value, Duration timeToLive) {
        put(key, value, EntryOptions.none().withTimeToLive(checked().timeToLive(timeToLive)));
    }

    @Override
    public void put(K key, V value, EntryOptions options) {
        Objects.requireNonNull(options, "options");
        apply(key, Assignment.put(checked().value(value), options));
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        return previous(apply(key, Assignment.when(Expectation.ANY, checked().value(value), Answer.PREVIOUS)));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        Tenant tenant = opened();
        map.forEach((key, value) -> {
            arguments.key(key);
            checked().value(value);
        });
        setup.tiers().writes().putAll(tenant, map);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return apply(key, Assignment.when(Expectation.ABSENT, checked().value(value), Answer.EXISTENCE))
                .applied();
    }

    @Override
    public boolean remove(K key) {
        return apply(key, Assignment.remove()).existed();
    }

    @Override
    public boolean remove(K key, V oldValue) {
        return apply(key, new Comparison(checked().value(oldValue), new Change.Remove()))
                .applied();
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        return previous(apply(key, Assignment.when(Expectation.ANY, null, Answer.PREVIOUS)));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        Object expected = checked().value(oldValue);
        return apply(key, new Comparison(expected, new Change.Set(checked().value(newValue))))
                .applied();
    }

    @Override
    public boolean replace(K key, V value) {
        return apply(key, Assignment.when(Expectation.PRESENT, checked().value(value), Answer.EXISTENCE))
                .applied();
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        return previous(
                apply(key, Assignment.when(Expectation.PRESENT, checked().value(value), Answer.PREVIOUS)));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        Tenant tenant = opened();
        keys.forEach(arguments::key);
        setup.tiers().writes().removeAll(tenant, keys);
    }

    /**
     * Outdates the tenant's entries at a cost that does not depend on their number; only where listeners, a writer or the
     * statistics have to be told of each are they removed one by one.
     */
    @Override
    public void removeAll() {
        Tenant tenant = opened();
        boolean told = setup.listeners().isHeard()
                || setup.source().isWritten()
                || setup.statistics().isEnabled();
        if (!told) {
            outdate(tenant);
            return;
        }
        Set<Object> keys = new HashSet<>();
        for (Iterator<Keyed> entries = reads.scan(tenant); entries.hasNext(); ) {
            keys.add(entries.next().key());
        }
        setup.tiers().writes().removeAll(tenant, keys);
        // What is being loaded was not among them, and must not be stored.
        outdate(tenant);
    }

    /** Outdates the tenant's entries at a cost that does not depend on their number. */
    @Override
    public void clear() {
        outdate(opened());
    }

    private void outdate(Tenant tenant) {
        manager.invalidations().invalidate(tenant, List.of(new Invalidation.Cache(name)));
    }

    @Override
    public Optional<Duration> getTimeToLive(K key) {
        return reads.timeToLive(opened(), arguments.key(key));
    }

    @Override
    public boolean setTimeToLive(K key, Duration timeToLive) {
        long millis = setup.tiers().within(checked().timeToLive(timeToLive));
        return setup.tiers().writes().expire(opened(), arguments.key(key), millis);
    }

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... given) {
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        var processing = new Processing<>(key, setup.source(), entryProcessor, given);
        apply(key, processing);
        return processing.result();
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... given) {
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        Tenant tenant = opened();
        Map<K, Processing<K, V, T>> all = new LinkedHashMap<>();
        for (K key : keys) {
            arguments.key(key);
            all.put(key, new Processing<>(key, setup.source(), entryProcessor, given));
        }
        Map<Object, Result> done = setup.tiers().writes().applyAll(tenant, all);
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        all.forEach((key, processing) -> {
            Result result = Objects.requireNonNull(done.get(key));
            T value = processing.result();
            if (result.failure() instanceof CacheEntryListenerException heard) {
                throw heard;
            }
            if (result.failure() != null) {
                results.put(key, Processing.Outcome.failed(result.failure()));
            } else if (value != null) {
                results.put(key, new Processing.Outcome<>(value, null));
            }
        });
        return results;
    }

    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        Tenant tenant = opened();
        keys.forEach(arguments::key);
        Set<Object> wanted = new HashSet<>(keys);
        LoadAll load = new LoadAll(tenant, completionListener, () -> {
            if (setup.source().hasLoader()) {
                setup.tiers().loads().loadAll(tenant, wanted, replaceExistingValues);
            }
        });
        try {
            manager.workers().execute(load);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The cache '" + name + "' is closed", e);
        }
    }

    /** Walks over the current tenant's entries, by a scan of the authority that blocks nobody else. */
    @Override
    public Iterator<Entry<K, V>> iterator() {
        Tenant tenant = opened();
        return new EntryIterator<>(
                reads, tenant, key -> setup.tiers().writes().apply(tenant, key, Assignment.remove()));
    }

    @Override
    public Iterator<K> keys() {
        return new KeyIterator<>(reads.scan(opened()));
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        setup.configuration().addCacheEntryListenerConfiguration(listener);
        setup.listeners().add(listener);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        setup.configuration().removeCacheEntryListenerConfiguration(listener);
        Registration<K, V> removed = setup.listeners().remove(listener);
        if (removed != null) {
            Closing.all(name, removed.parts());
        }
    }

    private Result apply(K key, Mutation mutation) {
        return setup.tiers().writes().apply(opened(), arguments.key(key), mutation);
    }

    private @Nullable V previous(Result result) {
        return typed(result.previous());
    }

    @SuppressWarnings("unchecked") // what went in under this cache's types
    private @Nullable V typed(@Nullable Object value) {
        return (V) value;
    }

    private Tenant opened() {
        requireOpen();
        return tenant();
    }

    /** That the cache is closed counts before what is wrong with an argument. */
    private Arguments checked() {
        requireOpen();
        return arguments;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The cache '" + name + "' is closed");
        }
    }

    /** A copy: what is changed in it changes nothing here. */
    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        return Wrapped.as(
                type,
                new TenantCacheConfiguration<>(setup.configuration()),
                "The configuration of the cache '" + name + "'");
    }

    TenantCacheConfiguration<K, V> configuration() {
        return setup.configuration();
    }

    void enableManagement(boolean enabled) {
        setup.configuration().setManagementEnabled(enabled);
        if (enabled) {
            beans.register(ManagedBeans.Type.CONFIGURATION, new ConfigurationBean(setup.configuration()));
        } else {
            beans.unregister(ManagedBeans.Type.CONFIGURATION);
        }
    }

    void enableStatistics(boolean enabled) {
        setup.configuration().setStatisticsEnabled(enabled);
        setup.statistics().enable(enabled);
        if (enabled) {
            beans.register(ManagedBeans.Type.STATISTICS, new StatisticsBean(setup.statistics()));
        } else {
            beans.unregister(ManagedBeans.Type.STATISTICS);
        }
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public TenantCacheManager getCacheManager() {
        return manager;
    }

    /** Ends the cache on this node; what Redis holds stays. Closes the application's closeable loader, writer and so on. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        manager.forget(this);
        beans.unregister(ManagedBeans.Type.CONFIGURATION);
        beans.unregister(ManagedBeans.Type.STATISTICS);
        setup.tiers().loads().close();
        setup.near().clear();
        Closing.all(name, setup.owned());
        setup.listeners().all().forEach(registration -> Closing.all(name, registration.parts()));
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** To this provider's own types, and to the Caffeine cache of the near tier. */
    @Override
    public <T> T unwrap(Class<T> type) {
        return Wrapped.as(type, this, "The cache '" + name + "'", setup.near().delegate());
    }
}
