package io.tenantcache.jcache;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/** A listener, its filter, the configuration that they come from, and whether it failed before. */
record Registration<K, V>(
        CacheEntryListenerConfiguration<K, V> configuration,
        CacheEntryListener<? super K, ? super V> listener,
        @Nullable CacheEntryEventFilter<? super K, ? super V> filter,
        AtomicBoolean failed) {

    static <K, V> Registration<K, V> of(CacheEntryListenerConfiguration<K, V> configuration) {
        var filters = configuration.getCacheEntryEventFilterFactory();
        return new Registration<>(
                configuration,
                configuration.getCacheEntryListenerFactory().create(),
                filters == null ? null : filters.create(),
                new AtomicBoolean());
    }

    /**
     * Tells the listener, if it is of that kind and the filter lets the event pass.
     *
     * @throws CacheEntryListenerException if the filter or the listener failed
     */
    @SuppressWarnings("unchecked") // a listener takes the cache's types or wider ones
    void tell(ChangeEvent<K, V> event) {
        try {
            if (!hears(event) || (filter != null && !filter.evaluate(event))) {
                return;
            }
            List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
            switch (event.getEventType()) {
                case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
                case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
                case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
                case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheEntryListenerException("A cache entry listener failed", e);
        }
    }

    /** It failed. Whether it did so for the first time. */
    boolean failsFirst() {
        return failed.compareAndSet(false, true);
    }

    /** What the application gave. */
    List<@Nullable Object> parts() {
        return Arrays.asList(listener, filter);
    }

    private boolean hears(ChangeEvent<K, V> event) {
        return switch (event.getEventType()) {
            case CREATED -> listener instanceof CacheEntryCreatedListener;
            case UPDATED -> listener instanceof CacheEntryUpdatedListener;
            case REMOVED -> listener instanceof CacheEntryRemovedListener;
            case EXPIRED -> listener instanceof CacheEntryExpiredListener;
        };
    }
}
