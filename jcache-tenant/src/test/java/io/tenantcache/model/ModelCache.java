package io.tenantcache.model;

import io.tenantcache.Loader;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/** What JSR-107 says of a cache, on plain maps, for one thread: as short as it can be, and as slow. */
final class ModelCache implements Subject {

    /** How it is configured. */
    record Features(boolean readThrough, boolean writeThrough) {}

    /** A value, its life and its tags. */
    private record Held(Object value, Duration life, Set<String> tags) {

        Held livingFor(Duration other) {
            return new Held(value, other, tags);
        }
    }

    private final Map<Tenant, Map<Object, Held>> entries = new HashMap<>();
    private final Features features;
    private final ModelSource source;
    private final ExpiryPolicy policy;
    private final Heard heard = new Heard();
    private final Counts counts = new Counts();

    /** What it counted, as {@link javax.cache.management.CacheStatisticsMXBean} names it. */
    static final class Counts {
        private long hits;
        private long misses;
        private long puts;
        private long removals;

        Map<String, Long> asMap() {
            return Map.of("CacheHits", hits, "CacheMisses", misses, "CachePuts", puts, "CacheRemovals", removals);
        }
    }

    ModelCache(Features features, ModelSource source, ExpiryPolicy policy) {
        this.features = features;
        this.source = source;
        this.policy = policy;
    }

    Heard heard() {
        return heard;
    }

    Map<String, Long> counts() {
        return counts.asMap();
    }

    private Map<Object, Held> own() {
        return entries.computeIfAbsent(TenantContext.current().orElseThrow(), absent -> new HashMap<>());
    }

    /** The life of the tenant's entry, if there is one. */
    Optional<Duration> life(Object key) {
        Held held = own().get(key);
        return Optional.ofNullable(held).map(Held::life);
    }

    private @Nullable Object peek(Object key) {
        Held held = own().get(key);
        return held == null ? null : ModelValues.copy(held.value());
    }

    private @Nullable Object lookUp(Object key) {
        Object value = peek(key);
        if (value == null) {
            counts.misses++;
        } else {
            counts.hits++;
        }
        return value;
    }

    private void access(Object key) {
        Held held = own().get(key);
        Duration life = policy.getExpiryForAccess();
        if (held == null || life == null) {
            return;
        }
        if (life.isZero()) {
            own().remove(key);
            heard.add(EventType.EXPIRED, key, held.value(), held.value());
        } else {
            own().put(key, held.livingFor(life));
        }
    }

    private Duration updated(Held held) {
        Duration life = policy instanceof EternalExpiryPolicy ? Duration.ETERNAL : policy.getExpiryForUpdate();
        return life == null ? held.life() : life;
    }

    /** Answers whether it was there or is there. */
    private boolean store(Object key, Object value, @Nullable Duration asked, Set<String> tags) {
        Held before = own().get(key);
        Duration life = asked != null ? asked : before == null ? policy.getExpiryForCreation() : updated(before);
        if (before == null && life.isZero()) {
            return false;
        }
        Object copy = ModelValues.copy(value);
        if (before == null) {
            heard.add(EventType.CREATED, key, copy, null);
        } else {
            heard.add(EventType.UPDATED, key, copy, before.value());
        }
        if (life.isZero()) {
            own().remove(key);
            heard.add(EventType.EXPIRED, key, copy, copy);
        } else {
            own().put(ModelValues.copy(key), new Held(copy, life, tags));
        }
        return true;
    }

    private void set(Object key, Object value) {
        set(key, value, null, Set.of());
    }

    private void set(Object key, Object value, @Nullable Duration asked, Set<String> tags) {
        if (features.writeThrough()) {
            writing(() -> source.write(new Pair(key, value)));
        }
        setWritten(key, value, asked, tags);
    }

    private void setWritten(Object key, Object value, @Nullable Duration asked, Set<String> tags) {
        if (store(key, value, asked, tags)) {
            counts.puts++;
        }
    }

    private boolean delete(Object key) {
        if (features.writeThrough()) {
            writing(() -> source.delete(key));
        }
        return deleteWritten(key);
    }

    private boolean deleteWritten(Object key) {
        Held before = own().remove(key);
        if (before != null) {
            counts.removals++;
            heard.add(EventType.REMOVED, key, before.value(), before.value());
        }
        return before != null;
    }

    private static void writing(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw new CacheWriterException(e);
        }
    }

    private @Nullable Object load(Object key) {
        try {
            return source.load(key);
        } catch (RuntimeException e) {
            throw new CacheLoaderException(e);
        }
    }

    @Override
    public @Nullable Object get(Object key) throws Exception {
        return features.readThrough() ? getOrLoad(key, this::load, Set.of()) : getOrLoad(key, absent -> null, Set.of());
    }

    @Override
    public @Nullable Object getOrLoad(Object key, Loader<Object, ?, Exception> loader, Set<String> tags)
            throws Exception {
        Object value = lookUp(key);
        if (value != null) {
            access(key);
            return value;
        }
        Object loaded = loader.load(key);
        if (loaded != null) {
            store(key, loaded, null, tags);
        }
        return loaded;
    }

    @Override
    public Map<Object, Object> getAll(Set<Object> keys) {
        Map<Object, Object> values = new HashMap<>();
        Set<Object> missing = new HashSet<>();
        for (Object key : keys) {
            Object value = lookUp(key);
            if (value == null) {
                missing.add(key);
            } else {
                values.put(key, value);
                access(key);
            }
        }
        if (features.readThrough()) {
            Map<Object, Object> loaded = loadEach(missing);
            loaded.forEach((key, value) -> store(key, value, null, Set.of()));
            values.putAll(loaded);
        }
        return values;
    }

    private Map<Object, Object> loadEach(Set<Object> keys) {
        try {
            return source.loadAll(keys);
        } catch (RuntimeException e) {
            throw new CacheLoaderException(e);
        }
    }

    @Override
    public void loadAll(Set<Object> keys, boolean replace) {
        Set<Object> wanted = new HashSet<>(keys);
        if (!replace) {
            wanted.removeIf(key -> peek(key) != null);
        }
        loadEach(wanted).forEach((key, value) -> {
            Held before = own().get(key);
            if (before != null && updated(before).isZero()) {
                own().remove(key);
                heard.add(EventType.EXPIRED, key, value, value);
            } else {
                store(key, value, null, Set.of());
            }
        });
    }

    @Override
    public boolean containsKey(Object key) {
        return peek(key) != null;
    }

    @Override
    public void put(Object key, Object value, @Nullable Duration life, Set<String> tags) {
        set(key, value, life, tags);
    }

    @Override
    public void putAll(Map<Object, Object> values) {
        List<javax.cache.Cache.Entry<?, ?>> left = new ArrayList<>();
        values.forEach((key, value) -> left.add(new Pair(key, value)));
        CacheWriterException failure = features.writeThrough() ? failure(() -> source.writeAll(left)) : null;
        Set<Object> unwritten = new HashSet<>();
        if (failure != null) {
            left.forEach(entry -> unwritten.add(entry.getKey()));
        }
        values.forEach((key, value) -> {
            if (!unwritten.contains(key)) {
                setWritten(key, value, null, Set.of());
            }
        });
        throwIf(failure);
    }

    private static @Nullable CacheWriterException failure(Runnable call) {
        try {
            call.run();
            return null;
        } catch (RuntimeException e) {
            return new CacheWriterException(e);
        }
    }

    private static void throwIf(@Nullable CacheWriterException failure) {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void removeAll(Set<Object> keys) {
        Set<Object> left = new HashSet<>(keys);
        CacheWriterException failure = features.writeThrough() ? failure(() -> source.deleteAll(left)) : null;
        for (Object key : keys) {
            if (failure == null || !left.contains(key)) {
                deleteWritten(key);
            }
        }
        throwIf(failure);
    }

    @Override
    public void removeAll() {
        removeAll(new HashSet<>(own().keySet()));
    }

    @Override
    public void clear() {
        own().clear();
    }

    @Override
    public void invalidate(Set<Object> keys) {
        own().keySet().removeAll(keys);
    }

    @Override
    public void invalidateTags(Set<String> tags) {
        own().values().removeIf(held -> tags.stream().anyMatch(held.tags()::contains));
    }

    @Override
    public void invalidateTenant() {
        own().clear();
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        boolean absent = peek(key) == null;
        if (absent) {
            set(key, value);
        }
        countLookUp(!absent);
        return absent;
    }

    private void countLookUp(boolean hit) {
        if (hit) {
            counts.hits++;
        } else {
            counts.misses++;
        }
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        Object before = peek(key);
        set(key, value);
        countLookUp(before != null);
        return before;
    }

    @Override
    public boolean remove(Object key) {
        return delete(key);
    }

    @Override
    public @Nullable Object getAndRemove(Object key) {
        Object before = peek(key);
        delete(key);
        countLookUp(before != null);
        return before;
    }

    @Override
    public boolean remove(Object key, Object expected) {
        return changeIf(key, expected, () -> delete(key));
    }

    @Override
    public boolean replace(Object key, Object expected, Object value) {
        return changeIf(key, expected, () -> set(key, value));
    }

    private boolean changeIf(Object key, Object expected, Runnable change) {
        Object before = peek(key);
        boolean same = expected.equals(before);
        if (same) {
            change.run();
        } else {
            access(key);
        }
        countLookUp(before != null);
        return same;
    }

    @Override
    public @Nullable Object getAndReplace(Object key, Object value) {
        Object before = peek(key);
        if (before != null) {
            set(key, value);
        }
        countLookUp(before != null);
        return before;
    }

    @Override
    public boolean replace(Object key, Object value) {
        return getAndReplace(key, value) != null;
    }

    @Override
    public boolean setTimeToLive(Object key, Duration life) {
        return own().computeIfPresent(key, (same, held) -> held.livingFor(life)) != null;
    }

    @Override
    public @Nullable Object invoke(Object key, EntryProcessor<Object, Object, Object> processor) {
        Object before = peek(key);
        var entry = new ModelEntry(key, before, features.readThrough() ? this::load : absent -> null);
        Object result;
        try {
            result = processor.process(entry);
        } catch (EntryProcessorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException(e);
        }
        Object value = entry.value();
        switch (entry.outcome()) {
            case NOTHING -> {}
            case ACCESSED -> access(key);
            case LOADED -> store(key, value(value), null, Set.of());
            case SET -> set(key, value(value));
            case REMOVED -> delete(key);
        }
        countLookUp(before != null);
        return result;
    }

    private static Object value(@Nullable Object value) {
        return java.util.Objects.requireNonNull(value);
    }

    @Override
    public Map<Object, Object> invokeAll(Set<Object> keys, EntryProcessor<Object, Object, Object> processor) {
        Map<Object, Object> results = new HashMap<>();
        for (Object key : keys) {
            try {
                Object result = invoke(key, processor);
                if (result != null) {
                    results.put(key, result);
                }
            } catch (RuntimeException e) {
                results.put(key, EntryProcessorException.class);
            }
        }
        return results;
    }

    @Override
    public Map<Object, Object> iterate(Predicate<Object> removed) {
        Map<Object, Object> seen = new HashMap<>();
        for (Object key : new HashSet<>(own().keySet())) {
            seen.put(key, value(lookUp(key)));
            access(key);
            if (removed.test(key)) {
                delete(key);
            }
        }
        return seen;
    }
}
