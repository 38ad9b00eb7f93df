package io.tenantcache.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The collections, maps and optionals of the JDK as lists of what they hold. */
final class JsonContainers {

    /**
     * A container type.
     *
     * @param name its name in JSON
     * @param maker makes one from what it holds, and from its comparator or its enum, if it has one
     */
    record Form(String name, BiFunction<List<@Nullable Object>, @Nullable Object, Object> maker) {}

    /** What it takes to fill is as the square of its size. */
    private static final int LARGEST_COPY_ON_WRITE = 10_000;

    private static final Form ENUM_SET = new Form("EnumSet", JsonContainers::enumSet);
    private static final Map<Class<?>, Form> BY_CLASS = new HashMap<>();
    private static final Map<String, Form> BY_NAME = new HashMap<>(Map.of(ENUM_SET.name(), ENUM_SET));

    static {
        addCollections();
        addMaps();
        addOptionals();
        JdkTypes.wrappers().map(Object::getClass).distinct().forEach(JsonContainers::addWrapper);
    }

    private JsonContainers() {}

    @SuppressWarnings("JdkObsolete") // What applications store, they store.
    private static void addCollections() {
        addFilled(ArrayList.class, ArrayList::new);
        addFilled(LinkedList.class, LinkedList::new);
        addFilled(Vector.class, Vector::new);
        addFilled(ArrayDeque.class, ArrayDeque::new);
        addFilled(ConcurrentLinkedQueue.class, ConcurrentLinkedQueue::new);
        addFilled(HashSet.class, HashSet::new);
        addFilled(LinkedHashSet.class, LinkedHashSet::new);
        addFilled(CopyOnWriteArrayList.class, CopyOnWriteArrayList::new);
        addFilled(CopyOnWriteArraySet.class, elements -> new CopyOnWriteArraySet<>(bounded(elements)));
        add(TreeSet.class, (elements, order) -> filled(new TreeSet<>(comparator(order)), elements));
        add(PriorityQueue.class, (elements, order) -> filled(new PriorityQueue<>(comparator(order)), elements));
    }

    private static void addMaps() {
        addFilledMap(HashMap.class, HashMap::new);
        addFilledMap(LinkedHashMap.class, LinkedHashMap::new);
        addFilledMap(ConcurrentHashMap.class, ConcurrentHashMap::new);
        add(TreeMap.class, (flat, order) -> FlatEntries.into(new TreeMap<>(comparator(order)), flat));
        add(
                ConcurrentSkipListMap.class,
                (flat, order) -> FlatEntries.into(new ConcurrentSkipListMap<>(comparator(order)), flat));
        add(EnumMap.class, JsonContainers::enumMap);
    }

    private static void addOptionals() {
        addFilled(Optional.class, held -> held.isEmpty() ? Optional.empty() : Optional.of(held.get(0)));
        addFilled(
                OptionalInt.class,
                held -> held.isEmpty() ? OptionalInt.empty() : OptionalInt.of((Integer) held.get(0)));
        addFilled(
                OptionalLong.class,
                held -> held.isEmpty() ? OptionalLong.empty() : OptionalLong.of((Long) held.get(0)));
        addFilled(
                OptionalDouble.class,
                held -> held.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((Double) held.get(0)));
    }

    /** A private class of the JDK: those that come back as the same have the same name. */
    private static void addWrapper(Class<?> type) {
        String kind = Map.class.isAssignableFrom(type) ? "Map" : Set.class.isAssignableFrom(type) ? "Set" : "List";
        boolean sorted = SortedMap.class.isAssignableFrom(type) || SortedSet.class.isAssignableFrom(type);
        String name;
        if (type.getName().contains("ImmutableCollections")) {
            name = kind;
        } else if (type.getName().contains("Arrays$")) {
            name = "Arrays.asList";
        } else if (type.getName().contains("$Synchronized")) {
            name = "Synchronized" + kind;
        } else {
            name = "Unmodifiable" + (sorted ? "Sorted" : "") + kind;
        }
        Form form = BY_NAME.computeIfAbsent(
                name, n -> kind.equals("Map") ? wrapperOfMap(n, type) : wrapperOfElements(n, type));
        BY_CLASS.put(type, form);
    }

    private static Form wrapperOfMap(String name, Class<?> type) {
        return new Form(
                name,
                (flat, order) -> Wrappers.map(
                        type,
                        FlatEntries.into(new LinkedHashMap<@Nullable Object, @Nullable Object>(), flat),
                        comparator(order)));
    }

    private static Form wrapperOfElements(String name, Class<?> type) {
        return new Form(name, (elements, order) -> Wrappers.collection(type, elements, comparator(order)));
    }

    private static void add(Class<?> type, BiFunction<List<@Nullable Object>, @Nullable Object, Object> maker) {
        Form form = new Form(type.getSimpleName(), maker);
        BY_CLASS.put(type, form);
        BY_NAME.put(form.name(), form);
    }

    private static void addFilled(Class<?> type, Function<List<@Nullable Object>, Object> maker) {
        add(type, (elements, none) -> maker.apply(elements));
    }

    private static void addFilledMap(Class<?> type, Supplier<Map<@Nullable Object, @Nullable Object>> maker) {
        add(type, (flat, none) -> FlatEntries.into(maker.get(), flat));
    }

    static @Nullable Form of(Object value) {
        return value instanceof EnumSet ? ENUM_SET : BY_CLASS.get(value.getClass());
    }

    static @Nullable Form named(String name) {
        return BY_NAME.get(name);
    }

    /** What a container of a known form holds. */
    static List<@Nullable Object> contents(Object container) {
        if (container instanceof Map<?, ?> map) {
            return FlatEntries.of(map);
        }
        if (container instanceof Collection<?> collection) {
            List<@Nullable Object> elements = new ArrayList<>(collection);
            return container instanceof CopyOnWriteArraySet ? bounded(elements) : elements;
        }
        List<@Nullable Object> held = new ArrayList<>();
        if (container instanceof Optional<?> optional) {
            optional.ifPresent(held::add);
        } else if (container instanceof OptionalInt optional) {
            optional.ifPresent(held::add);
        } else if (container instanceof OptionalLong optional) {
            optional.ifPresent(held::add);
        } else if (container instanceof OptionalDouble optional) {
            optional.ifPresent(held::add);
        }
        return held;
    }

    /** The comparator of a container, or the class whose constants it holds; null for neither. */
    static @Nullable Object detail(Object container) {
        if (container instanceof EnumMap<?, ?> map) {
            return EnumTypes.of(map);
        }
        if (container instanceof EnumSet<?> set) {
            return EnumTypes.of(set);
        }
        if (container instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        if (container instanceof SortedSet<?> set) {
            return set.comparator();
        }
        return container instanceof PriorityQueue<?> queue ? queue.comparator() : null;
    }

    private static List<@Nullable Object> bounded(List<@Nullable Object> elements) {
        if (elements.size() > LARGEST_COPY_ON_WRITE) {
            throw new EncodingException(
                    "A CopyOnWriteArraySet compares each element with each: it may have " + LARGEST_COPY_ON_WRITE,
                    null);
        }
        return elements;
    }

    private static <C extends Collection<@Nullable Object>> C filled(C collection, List<@Nullable Object> elements) {
        collection.addAll(elements);
        return collection;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparator<Object> comparator(@Nullable Object order) {
        return (Comparator<Object>) order;
    }

    @SuppressWarnings("rawtypes")
    private static Class enumType(@Nullable Object type) {
        if (type instanceof Class<?> known && known.isEnum()) {
            return known;
        }
        throw new DecodingException("It is not told whose constants are held", null);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object enumSet(List<@Nullable Object> elements, @Nullable Object type) {
        EnumSet set = EnumSet.noneOf(enumType(type));
        set.addAll(elements);
        return set;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object enumMap(List<@Nullable Object> flat, @Nullable Object type) {
        return FlatEntries.into((Map<@Nullable Object, @Nullable Object>) new EnumMap(enumType(type)), flat);
    }
}
