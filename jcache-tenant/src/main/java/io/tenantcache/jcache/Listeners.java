package io.tenantcache.jcache;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.tier.EntryEvents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one cache (chapter 8 of the specification). A synchronous one runs on the thread of the operation, before
 * that returns; one that is not runs later, for the same tenant, and that it fails goes to the log: once as a warning, and then
 * as debug. Each hears of the changes of a key, made through this JVM, in the order in which they happened.
 */
final class Listeners<K, V> implements EntryEvents {

    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    /** By stripes of keys: more would only be more at once. */
    private static final int QUEUES = 16;

    private final List<Registration<K, V>> registrations = new CopyOnWriteArrayList<>();
    private final List<SerialQueue> queues = new ArrayList<>();
    private volatile @Nullable Cache<K, V> cache;

    Listeners(Executor executor) {
        for (int i = 0; i < QUEUES; i++) {
            queues.add(new SerialQueue(executor));
        }
    }

    /** Says whose listeners they are: events name their cache. */
    void start(Cache<K, V> source, Iterable<CacheEntryListenerConfiguration<K, V>> configured) {
        cache = source;
        configured.forEach(this::add);
    }

    void add(CacheEntryListenerConfiguration<K, V> configuration) {
        registrations.add(Registration.of(configuration));
    }

    /** Takes the listener out; it must be closed by the caller. Null if there is none of that configuration. */
    @Nullable
    Registration<K, V> remove(CacheEntryListenerConfiguration<K, V> configuration) {
        Optional<Registration<K, V>> found = registrations.stream()
                .filter(registration -> registration.configuration().equals(configuration))
                .findFirst();
        return found.isPresent() && registrations.remove(found.get()) ? found.get() : null;
    }

    List<Registration<K, V>> all() {
        return registrations;
    }

    @Override
    public boolean isHeard() {
        return !registrations.isEmpty();
    }

    @Override
    public void created(Tenant tenant, Object key, Object value) {
        tell(tenant, EventType.CREATED, key, value, null);
    }

    @Override
    public void updated(Tenant tenant, Object key, Object value, Object previous) {
        tell(tenant, EventType.UPDATED, key, value, previous);
    }

    @Override
    public void removed(Tenant tenant, Object key, Object previous) {
        tell(tenant, EventType.REMOVED, key, previous, previous);
    }

    @Override
    public void expired(Tenant tenant, Object key, Object previous) {
        tell(tenant, EventType.EXPIRED, key, previous, previous);
    }

    @SuppressWarnings("unchecked") // what went in under the cache's types
    private void tell(Tenant tenant, EventType type, Object key, Object value, @Nullable Object previous) {
        Cache<K, V> source = cache;
        if (source == null) {
            return;
        }
        var event = new ChangeEvent<>(source, type, (K) key, (V) value, (V) previous);
        CacheEntryListenerException failure = null;
        for (Registration<K, V> registration : registrations) {
            if (!registration.configuration().isSynchronous()) {
                later(tenant, registration, event);
                continue;
            }
            try {
                now(tenant, registration, event);
            } catch (CacheEntryListenerException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Whoever meets an expired entry tells of it, and may work for another tenant. */
    private static <K, V> void now(Tenant tenant, Registration<K, V> registration, ChangeEvent<K, V> event) {
        if (tenant.isShared() || Objects.equals(tenant, TenantContext.currentOrNull())) {
            registration.tell(event);
        } else {
            TenantContext.run(tenant, () -> registration.tell(event));
        }
    }

    private void later(Tenant tenant, Registration<K, V> registration, ChangeEvent<K, V> event) {
        Runnable task = () -> {
            try {
                registration.tell(event);
            } catch (CacheEntryListenerException e) {
                LOG.log(
                        registration.failsFirst() ? Level.WARNING : Level.DEBUG,
                        "The listener {0} of the cache ''{1}'' failed",
                        registration.listener().getClass().getName(),
                        event.getSource().getName());
            }
        };
        Runnable bound = tenant.isShared() ? TenantContext.wrap(task) : () -> TenantContext.run(tenant, task);
        try {
            queues.get(Math.floorMod(event.getKey().hashCode(), QUEUES)).add(bound);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The cache is closed, and its listeners hear no more");
        }
    }
}
