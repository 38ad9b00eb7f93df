package io.tenantcache.jcache;

import io.tenantcache.Invalidation;
import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.TenantCache;
import io.tenantcache.TenantCacheManager;
import io.tenantcache.config.Tenancy;
import io.tenantcache.store.Expectation;
import io.tenantcache.store.Outcome;
import io.tenantcache.store.Write.Answer;
import io.tenantcache.tier.CacheTiers;
import io.tenantcache.tier.CacheTiers.Change;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** A cache: the types, the tenant and the life cycle around its {@linkplain CacheTiers tiers}. */
final class TieredCache<K, V> implements TenantCache<K, V> {

    private final String name;
    private final TieredCacheManager manager;
    private final MutableConfiguration<K, V> configuration;
    private final Tenancy tenancy;
    private final CacheTiers tiers;
    private volatile boolean closed;

    TieredCache(
            String name,
            TieredCacheManager manager,
            Configuration<K, V> configuration,
            Tenancy tenancy,
            CacheTiers tiers) {
        this.name = name;
        this.manager = manager;
        this.configuration = copyOf(configuration);
        this.tenancy = tenancy;
        this.tiers = tiers;
    }

    private static <K, V> MutableConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
        return configuration instanceof CompleteConfiguration<K, V> complete
                ? new MutableConfiguration<>(complete)
                : new MutableConfiguration<K, V>()
                        .setTypes(configuration.getKeyType(), configuration.getValueType())
                        .setStoreByValue(configuration.isStoreByValue());
    }

    /** The tenant whose entries the calling thread sees. */
    Tenant tenant() {
        return tenancy == Tenancy.SHARED ? Tenant.SHARED : manager.tenant(name);
    }

    @Override
    public @Nullable V get(K key) {
        return typed(tiers.get(opened(), checkedKey(key)));
    }

    @Override
    public <X extends Exception> @Nullable V getOrLoad(K key, Loader<? super K, ? extends V, X> loader) throws X {
        Objects.requireNonNull(loader, "loader");
        @SuppressWarnings("unchecked") // it is asked for the key that is given here, or a copy of it
        Loader<Object, ?, X> untyped = (Loader<Object, ?, X>) loader;
        return typed(tiers.getOrLoad(opened(), checkedKey(key), untyped));
    }

    @Override
    @SuppressWarnings("unchecked") // what went in under this cache's types
    public Map<K, V> getAll(Set<? extends K> keys) {
        Tenant tenant = opened();
        keys.forEach(this::checkedKey);
        return (Map<K, V>) tiers.getAll(tenant, keys);
    }

    @Override
    public boolean containsKey(K key) {
        return tiers.contains(opened(), checkedKey(key));
    }

    @Override
    public void put(K key, V value) {
        write(key, Expectation.ANY, checkedValue(value), Answer.EXISTENCE);
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        return previous(write(key, Expectation.ANY, checkedValue(value), Answer.PREVIOUS));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        Tenant tenant = opened();
        map.forEach((key, value) -> {
            checkedKey(key);
            checkedValue(value);
        });
        tiers.putAll(tenant, map);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return write(key, Expectation.ABSENT, checkedValue(value), Answer.EXISTENCE)
                .applied();
    }

    @Override
    public boolean remove(K key) {
        return write(key, Expectation.ANY, null, Answer.EXISTENCE).existed();
    }

    @Override
    public boolean remove(K key, V oldValue) {
        return exchange(key, checkedValue(oldValue), new Change.Remove());
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        return previous(write(key, Expectation.ANY, null, Answer.PREVIOUS));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        return exchange(key, checkedValue(oldValue), new Change.Set(checkedValue(newValue)));
    }

    @Override
    public boolean replace(K key, V value) {
        return write(key, Expectation.PRESENT, checkedValue(value), Answer.EXISTENCE)
                .applied();
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        return previous(write(key, Expectation.PRESENT, checkedValue(value), Answer.PREVIOUS));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        Tenant tenant = opened();
        keys.forEach(this::checkedKey);
        tiers.removeAll(tenant, keys);
    }

    /** Outdates the tenant's entries at a cost that does not depend on their number. */
    @Override
    public void removeAll() {
        clear();
    }

    /** Outdates the tenant's entries at a cost that does not depend on their number. */
    @Override
    public void clear() {
        manager.invalidations().invalidate(opened(), List.of(new Invalidation.Cache(name)));
    }

    private Outcome write(K key, Expectation expected, @Nullable Object value, Answer answer) {
        return tiers.write(opened(), checkedKey(key), expected, value, answer);
    }

    /** Whether the current value was the expected one, and was changed. */
    private boolean exchange(K key, Object expected, Change change) {
        var exchange = new CacheTiers.Mutation() {
            private boolean matched;

            @Override
            public Change of(@Nullable Object current) {
                matched = expected.equals(current);
                return matched ? change : new Change.Keep();
            }
        };
        tiers.mutate(opened(), checkedKey(key), exchange);
        return exchange.matched;
    }

    private @Nullable V previous(Outcome outcome) {
        return typed(tiers.toValue(outcome.previous()));
    }

    @SuppressWarnings("unchecked") // what went in under this cache's types
    private @Nullable V typed(@Nullable Object value) {
        return (V) value;
    }

    private Tenant opened() {
        if (closed) {
            throw new IllegalStateException("The cache '" + name + "' is closed");
        }
        return tenant();
    }

    private Object checkedKey(@Nullable Object key) {
        return checked("key", key, configuration.getKeyType());
    }

    private Object checkedValue(@Nullable Object value) {
        return checked("value", value, configuration.getValueType());
    }

    private Object checked(String what, @Nullable Object object, Class<?> type) {
        if (object == null) {
            throw new NullPointerException("The cache '" + name + "' takes no null as a " + what);
        }
        if (!type.isInstance(object)) {
            throw new ClassCastException("The cache '" + name + "' takes a " + what + " of " + type.getName()
                    + ", not of " + object.getClass().getName());
        }
        return object;
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        if (!type.isInstance(configuration)) {
            throw new IllegalArgumentException("The configuration of the cache '" + name + "' is no " + type.getName());
        }
        return type.cast(configuration);
    }

    Configuration<K, V> configuration() {
        return configuration;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public TenantCacheManager getCacheManager() {
        return manager;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        manager.forget(this);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("The cache '" + name + "' is no " + type.getName());
    }

    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        throw unsupported("loadAll");
    }

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        Processing<K, V, T> processing = new Processing<>(key, entryProcessor, arguments);
        tiers.mutate(opened(), checkedKey(key), processing);
        return processing.result();
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        opened();
        keys.forEach(this::checkedKey);
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : keys) {
            try {
                T result = invoke(key, entryProcessor, arguments);
                if (result != null) {
                    results.put(key, new Processing.Outcome<>(result, null));
                }
            } catch (EntryProcessorException e) {
                results.put(key, new Processing.Outcome<>(null, e));
            }
        }
        return results;
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        throw unsupported("registerCacheEntryListener");
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        throw unsupported("deregisterCacheEntryListener");
    }

    /** Walks over the current tenant's entries, by a scan of the authority that blocks nobody else. */
    @Override
    public Iterator<Entry<K, V>> iterator() {
        Tenant tenant = opened();
        return new EntryIterator<>(tiers.scan(tenant), tiers, key -> tiers.removeAll(tenant, Set.of(key)));
    }

    private static UnsupportedOperationException unsupported(String operation) {
        return new UnsupportedOperationException("The operation " + operation + " is not offered");
    }
}
