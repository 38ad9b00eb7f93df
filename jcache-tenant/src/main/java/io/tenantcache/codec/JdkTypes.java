package io.tenantcache.codec;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The value types and collections of the JDK, by name: what may always be stored. A URL is not among them: its hash asks the
 * network for an address, of a name that whoever wrote the bytes has chosen.
 */
final class JdkTypes {

    private static final Set<String> NAMES = Stream.concat(
                    Stream.of(
                                    "java.lang Boolean Byte Short Character Integer Long Float Double String StringBuilder",
                                    "java.math BigInteger BigDecimal",
                                    "java.net URI",
                                    "java.sql Date Time Timestamp",
                                    "java.time Duration Instant LocalDate LocalDateTime LocalTime MonthDay OffsetDateTime"
                                            + " OffsetTime Period Year YearMonth ZonedDateTime ZoneOffset ZoneRegion DayOfWeek"
                                            + " Month",
                                    "java.util UUID Locale Currency Date BitSet Optional OptionalInt OptionalLong"
                                            + " OptionalDouble",
                                    "java.util ArrayList LinkedList ArrayDeque HashMap LinkedHashMap TreeMap HashSet"
                                            + " LinkedHashSet TreeSet PriorityQueue Vector EnumMap",
                                    "java.util.concurrent ConcurrentHashMap ConcurrentSkipListMap"
                                            + " CopyOnWriteArrayList CopyOnWriteArraySet ConcurrentLinkedQueue TimeUnit")
                            .flatMap(JdkTypes::names),
                    wrappers().map(Object::getClass).map(Class::getName))
            .collect(Collectors.toUnmodifiableSet());

    private JdkTypes() {}

    static boolean contains(Class<?> type) {
        // By name, so that a class of an application that calls itself java.util cannot be meant: the JVM forbids it.
        return NAMES.contains(type.getName()) || (type.getName().startsWith("java.util.") && isEnumSet(type));
    }

    /** Whether one of them fits the type. */
    static boolean isAny(Class<?> type) {
        return type.isAssignableFrom(EnumSet.class)
                || type.isAssignableFrom(Enum.class)
                || NAMES.stream().anyMatch(name -> fits(name, type));
    }

    private static boolean fits(String name, Class<?> type) {
        try {
            return type.isAssignableFrom(Class.forName(name, false, null));
        } catch (ClassNotFoundException beyondTheBaseModules) {
            return false;
        }
    }

    /** All of them but the sets of enums. */
    static Set<String> names() {
        return NAMES;
    }

    private static boolean isEnumSet(Class<?> type) {
        return EnumSet.class.isAssignableFrom(type);
    }

    /** The names in a line: a package, and classes of it. */
    static Stream<String> names(String line) {
        String[] words = line.split(" ", -1);
        return Arrays.stream(words, 1, words.length)
                .map(name -> name.equals("ZoneRegion") ? "java.time.ZoneRegion" : words[0] + "." + name);
    }

    /** One of each private class behind the JDK's factories of collections. */
    static Stream<Object> wrappers() {
        return Stream.of(
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                List.of(1, 2, 3).subList(1, 2),
                Stream.of(1, 2, 3).toList(),
                Set.of(),
                Set.of(1),
                Set.of(1, 2, 3),
                Map.of(),
                Map.of(1, 1),
                Map.of(1, 1, 2, 2),
                Arrays.asList(1, 2),
                Collections.emptyList(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonList(1),
                Collections.singleton(1),
                Collections.singletonMap(1, 1),
                Collections.unmodifiableCollection(List.of()),
                Collections.unmodifiableList(new java.util.ArrayList<>()),
                Collections.unmodifiableList(Arrays.asList(1, 2).subList(0, 1)),
                Collections.unmodifiableSet(new java.util.HashSet<>()),
                Collections.unmodifiableSortedSet(new TreeSet<>()),
                Collections.unmodifiableNavigableSet(new TreeSet<>()),
                Collections.unmodifiableMap(new java.util.HashMap<>()),
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                Collections.unmodifiableNavigableMap(new TreeMap<>()),
                Collections.synchronizedList(new java.util.ArrayList<>()),
                Collections.synchronizedSet(new java.util.HashSet<>()),
                Collections.synchronizedMap(new java.util.HashMap<>()));
    }
}
