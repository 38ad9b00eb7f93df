package io.tenantcache.model;

import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** What listeners heard of each key of each tenant, in that order. */
final class Heard
        implements CacheEntryCreatedListener<Object, Object>,
                CacheEntryUpdatedListener<Object, Object>,
                CacheEntryRemovedListener<Object, Object>,
                CacheEntryExpiredListener<Object, Object> {

    private record Place(Tenant tenant, Object key) {}

    private record Event(
            EventType type, Object value, @Nullable Object previous) {}

    private final Map<Place, List<Event>> heard = new HashMap<>();

    /** What kinds of events were heard until now. */
    synchronized Map<?, ?> kinds() {
        Map<Place, List<EventType>> kinds = new HashMap<>();
        heard.forEach((place, events) ->
                kinds.put(place, events.stream().map(Event::type).toList()));
        return kinds;
    }

    /** A copy of what was heard until now. */
    synchronized Map<?, ?> events() {
        Map<Place, List<Event>> copy = new HashMap<>();
        heard.forEach((place, events) -> copy.put(place, new ArrayList<>(events)));
        return copy;
    }

    /** Of the tenant of the calling thread. */
    synchronized void add(EventType type, Object key, Object value, @Nullable Object previous) {
        Place place = new Place(TenantContext.current().orElseThrow(), ModelValues.copy(key));
        heard.computeIfAbsent(place, absent -> new ArrayList<>())
                .add(new Event(type, ModelValues.copy(value), previous == null ? null : ModelValues.copy(previous)));
    }

    private void addAll(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        events.forEach(event -> add(event.getEventType(), event.getKey(), event.getValue(), event.getOldValue()));
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        addAll(events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        addAll(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        addAll(events);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        addAll(events);
    }
}
