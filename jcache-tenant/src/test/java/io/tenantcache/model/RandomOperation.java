package io.tenantcache.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** One operation with random arguments, the same on the cache and on its model. */
final class RandomOperation {

    private enum Kind {
        GET,
        GET_OR_LOAD,
        GET_ALL,
        CONTAINS_KEY,
        LOAD_ALL,
        PUT,
        PUT_WITH_LIFE,
        GET_AND_PUT,
        PUT_ALL,
        PUT_IF_ABSENT,
        REMOVE,
        REMOVE_VALUE,
        GET_AND_REMOVE,
        REPLACE_VALUE,
        REPLACE,
        GET_AND_REPLACE,
        REMOVE_ALL_KEYS,
        REMOVE_ALL,
        CLEAR,
        INVALIDATE,
        INVALIDATE_TAGS,
        INVALIDATE_TENANT,
        SET_TIME_TO_LIVE,
        INVOKE,
        INVOKE_ALL,
        ITERATE
    }

    private enum Act {
        EXISTS,
        GET,
        SET,
        REMOVE,
        FAIL
    }

    /** One of them is no more than the other's beginning. */
    private static final List<String> TAGS = List.of("red", "red herring", "c:k");

    private final Kind kind;
    private final Object key;
    private final Object value;
    private final Object expected;
    private final Set<Object> keys = new HashSet<>();
    private final Map<Object, Object> values = new HashMap<>();
    private final List<Act> acts = new ArrayList<>();
    private final Duration life;
    private final int choice;
    private final Set<Object> refused;
    private final Set<String> tags = new HashSet<>();

    /**
     * The next one.
     *
     * @param refused keys that the source refuses: what stops in their middle cannot be compared
     */
    RandomOperation(Random random, Set<Object> refused) {
        this.refused = refused;
        Kind[] kinds = Kind.values();
        Kind drawn = kinds[random.nextInt(kinds.length)];
        boolean empties = drawn == Kind.REMOVE_ALL || drawn == Kind.CLEAR || drawn == Kind.INVALIDATE_TENANT;
        this.kind = empties && random.nextInt(3) > 0 ? Kind.PUT : drawn;
        this.key = ModelValues.key(random);
        this.value = ModelValues.value(random);
        this.expected = ModelValues.value(random);
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.add(ModelValues.key(random));
            values.put(ModelValues.key(random), ModelValues.value(random));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            acts.add(Act.values()[random.nextInt(random.nextInt(4) == 0 ? 5 : 4)]);
        }
        this.life = new Duration(TimeUnit.MINUTES, 5 + random.nextInt(30));
        this.choice = random.nextInt(4);
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add(TAGS.get(random.nextInt(TAGS.size())));
        }
    }

    /** Carries it out; answers its result, or the class of what it threw. Spoils what it handed out and was handed. */
    @Nullable
    Object on(Subject subject) {
        Object given = ModelValues.copy(value);
        Map<Object, Object> givenValues = new HashMap<>();
        values.forEach((each, its) -> givenValues.put(ModelValues.copy(each), ModelValues.copy(its)));
        try {
            Object answer = carryOut(subject, ModelValues.copy(key), given, givenValues);
            Object copy = copy(answer);
            spoil(answer);
            return copy;
        } catch (Exception e) {
            return e.getClass();
        } finally {
            ModelValues.spoil(given);
            givenValues.values().forEach(ModelValues::spoil);
        }
    }

    private @Nullable Object carryOut(Subject subject, Object own, Object given, Map<Object, Object> givenValues)
            throws Exception {
        Object compared = ModelValues.copy(expected);
        return switch (kind) {
            case GET -> subject.get(own);
            case GET_OR_LOAD -> subject.getOrLoad(own, absent -> loaded(given), tags);
            case GET_ALL -> subject.getAll(keys);
            case CONTAINS_KEY -> subject.containsKey(own);
            case LOAD_ALL -> done(() -> subject.loadAll(keys, choice % 2 == 0));
            case PUT -> done(() -> subject.put(own, given, null, tags));
            case PUT_WITH_LIFE -> done(() -> subject.put(own, given, life, tags));
            case GET_AND_PUT -> subject.getAndPut(own, given);
            case PUT_ALL -> done(() -> subject.putAll(givenValues));
            case PUT_IF_ABSENT -> subject.putIfAbsent(own, given);
            case REMOVE -> subject.remove(own);
            case REMOVE_VALUE -> subject.remove(own, compared);
            case GET_AND_REMOVE -> subject.getAndRemove(own);
            case REPLACE_VALUE -> subject.replace(own, compared, given);
            case REPLACE -> subject.replace(own, given);
            case GET_AND_REPLACE -> subject.getAndReplace(own, given);
            case REMOVE_ALL_KEYS -> done(() -> subject.removeAll(keys));
            case REMOVE_ALL -> done(subject::removeAll);
            case CLEAR -> done(subject::clear);
            case INVALIDATE -> done(() -> subject.invalidate(keys));
            case INVALIDATE_TAGS -> done(() -> subject.invalidateTags(tags));
            case INVALIDATE_TENANT -> done(subject::invalidateTenant);
            case SET_TIME_TO_LIVE -> subject.setTimeToLive(own, life);
            case INVOKE -> subject.invoke(own, processor());
            case INVOKE_ALL -> subject.invokeAll(keys, processor());
            case ITERATE ->
                subject.iterate(each -> !refused.contains(each) && Math.floorMod(each.hashCode(), 4) == choice);
        };
    }

    private interface Task {
        void run() throws Exception;
    }

    private static @Nullable Object done(Task task) throws Exception {
        task.run();
        return null;
    }

    private @Nullable Object loaded(Object given) throws Exception {
        if (choice == 0) {
            throw new java.io.IOException("the source is away");
        }
        return choice == 1 ? null : given;
    }

    private EntryProcessor<Object, Object, Object> processor() {
        return (entry, arguments) -> {
            List<Object> seen = new ArrayList<>();
            acts.forEach(act -> act(act, entry, seen));
            return seen.isEmpty() ? null : seen;
        };
    }

    private void act(Act act, MutableEntry<Object, Object> entry, List<Object> seen) {
        switch (act) {
            case EXISTS -> seen.add(entry.exists());
            case GET -> {
                Object current = entry.getValue();
                seen.add(current == null ? "none" : ModelValues.copy(current));
            }
            case SET -> entry.setValue(ModelValues.copy(value));
            case REMOVE -> entry.remove();
            case FAIL -> throw new IllegalStateException("processor");
        }
    }

    private static @Nullable Object copy(@Nullable Object answer) {
        if (answer instanceof Map<?, ?> map) {
            Map<Object, Object> copies = new HashMap<>();
            map.forEach((each, its) -> copies.put(ModelValues.copy(each), ModelValues.copy(its)));
            return copies;
        }
        return answer == null ? null : ModelValues.copy(answer);
    }

    private static void spoil(@Nullable Object answer) {
        if (answer instanceof Map<?, ?> map) {
            map.values().forEach(ModelValues::spoil);
        } else if (answer != null) {
            ModelValues.spoil(answer);
        }
    }

    @Override
    public String toString() {
        return kind + " " + keys + " " + acts + " " + tags;
    }
}
