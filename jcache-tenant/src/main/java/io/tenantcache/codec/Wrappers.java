package io.tenantcache.codec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collections like those of the JDK's private classes, from the factory that makes them or from one whose are as immutable. */
final class Wrappers {

    private Wrappers() {}

    /** One like those of that class; the list is kept. */
    static Collection<?> collection(
            Class<?> wrapped, List<@Nullable Object> elements, @Nullable Comparator<Object> comparator) {
        if (SortedSet.class.isAssignableFrom(wrapped)) {
            TreeSet<Object> sorted = new TreeSet<>(comparator);
            sorted.addAll(elements);
            return Collections.unmodifiableNavigableSet(sorted);
        }
        if (is(wrapped, "$Synchronized")) {
            return List.class.isAssignableFrom(wrapped)
                    ? Collections.synchronizedList(elements)
                    : Collections.synchronizedSet(new LinkedHashSet<>(elements));
        }
        if (is(wrapped, "Arrays$")) {
            return Arrays.asList(elements.toArray());
        }
        if (Set.class.isAssignableFrom(wrapped)) {
            return is(wrapped, "ImmutableCollections")
                    ? Set.of(elements.toArray())
                    : Collections.unmodifiableSet(new LinkedHashSet<>(elements));
        }
        return is(wrapped, "ImmutableCollections") && !elements.contains(null)
                ? List.copyOf(elements)
                : Collections.unmodifiableList(elements);
    }

    /** One like those of that class; the map is kept. */
    static Map<?, ?> map(
            Class<?> wrapped,
            Map<@Nullable Object, @Nullable Object> entries,
            @Nullable Comparator<Object> comparator) {
        if (SortedMap.class.isAssignableFrom(wrapped)) {
            TreeMap<Object, Object> sorted = new TreeMap<>(comparator);
            sorted.putAll(entries);
            return Collections.unmodifiableNavigableMap(sorted);
        }
        if (is(wrapped, "$Synchronized")) {
            return Collections.synchronizedMap(entries);
        }
        return is(wrapped, "ImmutableCollections") ? Map.copyOf(entries) : Collections.unmodifiableMap(entries);
    }

    private static boolean is(Class<?> type, String part) {
        return type.getName().contains(part);
    }
}
