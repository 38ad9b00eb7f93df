package io.tenantcache.codec;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a key's text gave, as an equal object of the class that a record's component is declared as. What is sorted comes in
 * the natural order, whatever its order was; an empty set or map of constants does not tell whose, and is left as it is.
 */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // old types are keys too
final class DeclaredForm {

    private record Form<T>(Class<?> type, Function<T, Object> copy) {}

    private static final List<Form<Collection<Object>>> LISTS = List.of(
            new Form<>(LinkedList.class, LinkedList::new),
            new Form<>(Vector.class, Vector::new),
            new Form<>(CopyOnWriteArrayList.class, CopyOnWriteArrayList::new));

    private static final List<Form<Collection<Object>>> SETS = List.of(
            new Form<>(LinkedHashSet.class, LinkedHashSet::new),
            new Form<>(TreeSet.class, TreeSet::new),
            new Form<>(CopyOnWriteArraySet.class, CopyOnWriteArraySet::new),
            new Form<>(EnumSet.class, DeclaredForm::constants));

    private static final List<Form<Map<Object, Object>>> MAPS = List.of(
            new Form<>(LinkedHashMap.class, LinkedHashMap::new),
            new Form<>(TreeMap.class, TreeMap::new),
            new Form<>(ConcurrentHashMap.class, ConcurrentHashMap::new),
            new Form<>(ConcurrentSkipListMap.class, ConcurrentSkipListMap::new),
            new Form<>(EnumMap.class, DeclaredForm::byConstants));

    private DeclaredForm() {}

    /**
     * An equal of that class, if there is one; else the object itself, which the record's constructor refuses.
     *
     * @throws RuntimeException if its elements do not fit
     */
    @SuppressWarnings("unchecked")
    static @Nullable Object of(Class<?> declared, @Nullable Object object) {
        if (object == null || declared.isPrimitive() || declared.isInstance(object)) {
            return object;
        } else if (object instanceof List<?> list) {
            return form(LISTS, declared, (List<Object>) list);
        } else if (object instanceof Set<?> set) {
            return form(SETS, declared, (Set<Object>) set);
        } else if (object instanceof Map<?, ?> map) {
            return form(MAPS, declared, (Map<Object, Object>) map);
        } else if (object instanceof Object[] array && declared.isArray()) {
            return array(declared.getComponentType(), array);
        }
        return object instanceof Date date ? date(declared, date) : object;
    }

    private static <T> Object form(List<Form<T>> forms, Class<?> declared, T object) {
        for (Form<T> form : forms) {
            if (declared.isAssignableFrom(form.type())) {
                return form.copy().apply(object);
            }
        }
        return object;
    }

    private static Object array(Class<?> component, @Nullable Object[] from) {
        Object array = Array.newInstance(component, from.length);
        for (int i = 0; i < from.length; i++) {
            Array.set(array, i, of(component, from[i]));
        }
        return array;
    }

    /** By name: the module java.sql need not be there. */
    private static Object date(Class<?> declared, Date date) {
        return switch (declared.getName()) {
            case "java.sql.Date" -> new java.sql.Date(date.getTime());
            case "java.sql.Time" -> new java.sql.Time(date.getTime());
            default -> date;
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constants(Collection<Object> constants) {
        return constants.isEmpty() ? constants : EnumSet.copyOf((Collection) constants);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object byConstants(Map<Object, Object> map) {
        return map.isEmpty() ? map : new EnumMap((Map) map);
    }
}
