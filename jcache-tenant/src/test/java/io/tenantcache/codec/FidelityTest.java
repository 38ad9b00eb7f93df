package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored comes back as it was: values at their edges, and each class that may always be stored. */
class FidelityTest {

    enum Status {
        OPEN,
        CLOSED {}
    }

    static class Parent {
        private final int number;

        Parent(int number) {
            this.number = number;
        }

        int inherited() {
            return number;
        }
    }

    static final class Child extends Parent {
        private final int number;

        Child(int inherited, int number) {
            super(inherited);
            this.number = number;
        }
    }

    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    static final class Page extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        int total;
    }

    static final class Sized extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Sized(int size) {
            super(size);
        }
    }

    private final KryoCodec codec = new KryoCodec(
            AllowList.of(List.of(FidelityTest.class.getName() + "$*"), List.of()),
            getClass().getClassLoader());

    @SuppressWarnings("JavaUtilDate") // old types are values too
    static Stream<Object> values() {
        ZonedDateTime twice = ZonedDateTime.of(LocalDateTime.of(2025, 10, 26, 2, 30), ZoneId.of("Europe/Paris"));
        return Stream.of(
                        Stream.of(true, Byte.MIN_VALUE, Short.MIN_VALUE, '\uffff', Integer.MIN_VALUE, Long.MIN_VALUE),
                        Stream.of(Float.NaN, -0.0f, Double.NEGATIVE_INFINITY, "", "\ud800", "a\0b", "é😀".repeat(500)),
                        Stream.of(
                                BigInteger.ONE.shiftLeft(5_000),
                                new BigDecimal("-1.500"),
                                URI.create("http://a/b?c#d")),
                        Stream.of(
                                new java.sql.Date(5), new Time(6), Timestamp.valueOf("1969-01-01 00:00:00.123456789")),
                        Stream.of(Instant.MIN, Instant.MAX, LocalDate.MIN, LocalDate.MAX, LocalTime.MAX),
                        Stream.of(LocalDateTime.MIN, LocalDateTime.MAX, OffsetDateTime.MIN, OffsetTime.MAX),
                        Stream.of(Duration.ofSeconds(Long.MIN_VALUE), Period.of(-1, 2, -3), Year.of(Year.MIN_VALUE)),
                        Stream.of(YearMonth.of(-5, 1), MonthDay.of(2, 29), DayOfWeek.MONDAY, Month.MAY),
                        Stream.of(ZoneOffset.ofTotalSeconds(-3_661), ZoneId.of("Europe/Paris"), ZoneId.of("Etc/UTC")),
                        Stream.of(twice.withEarlierOffsetAtOverlap(), twice.withLaterOffsetAtOverlap()),
                        Stream.of(ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC)),
                        Stream.of(Locale.ROOT, Locale.CANADA_FRENCH, new Locale("no", "NO", "NY")),
                        Stream.of("zh-Hant-TW", "ar-u-nu-latn", "sr-Latn").map(Locale::forLanguageTag),
                        Stream.of(
                                new UUID(-1, 1), Currency.getInstance("JPY"), new Date(-1), BitSet.valueOf(new long[] {5
                                })),
                        Stream.of(Optional.empty(), Optional.of(List.of()), OptionalInt.of(1), OptionalLong.empty()),
                        Stream.of(OptionalDouble.of(-0.0), TimeUnit.DAYS, Status.CLOSED),
                        collections())
                .flatMap(some -> some);
    }

    @SuppressWarnings("JdkObsolete") // old types are values too
    private static Stream<Object> collections() {
        List<Object> some = Arrays.asList("x", null, 1, List.of("y"));
        Map<String, Object> map = Map.of("a", 1, "b", List.of());
        return Stream.of(
                        Stream.of(new ArrayList<>(some), new LinkedList<>(some), new Vector<>(some)),
                        Stream.of(
                                new CopyOnWriteArrayList<>(some), new CopyOnWriteArraySet<>(some), new HashSet<>(some)),
                        Stream.of(new LinkedHashSet<>(some), new TreeSet<>(List.of("b", "a"))),
                        Stream.of(new HashMap<>(map), new LinkedHashMap<>(map), new TreeMap<>(map)),
                        Stream.of(new ConcurrentHashMap<>(map), new ConcurrentSkipListMap<>(map)),
                        Stream.of(new EnumMap<>(Map.of(Status.CLOSED, 7L)), new EnumMap<>(Status.class)),
                        Stream.of(EnumSet.of(Status.CLOSED), EnumSet.noneOf(Status.class), EnumSet.allOf(Month.class)))
                .flatMap(all -> all);
    }

    static Stream<Object> queues() {
        return Stream.of(
                new ArrayDeque<>(List.of(3, 1)),
                new PriorityQueue<>(List.of(3, 1)),
                new ConcurrentLinkedQueue<>(List.of(3)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void roundTrip(Object value) {
        Object back = roundTripped(value);
        assertThat(back).isEqualTo(value).hasSameClassAs(value);
        if (value instanceof LinkedHashMap<?, ?> map) {
            assertThat(new ArrayList<>(((Map<?, ?>) back).keySet())).isEqualTo(new ArrayList<>(map.keySet()));
        }
    }

    @ParameterizedTest
    @MethodSource("queues")
    void roundTrip_queue(Queue<Integer> queue) {
        Object back = roundTripped(queue);
        assertThat(back).hasSameClassAs(queue);
        assertThat(new ArrayList<>((Collection<?>) back)).isEqualTo(new ArrayList<>(queue));
    }

    /** Nothing is on the list of the JDK's classes that this test does not know. */
    @Test
    void roundTrip_coversTheWholeList() {
        Set<String> covered = Stream.of(values(), queues(), JdkTypes.wrappers(), Stream.of(new StringBuilder()))
                .flatMap(some -> some)
                .map(value -> value.getClass().getName())
                .collect(Collectors.toSet());
        assertThat(covered).containsAll(JdkTypes.names());
    }

    @Test
    void roundTrip_emptyEnumMap_takesItsOwnConstants() {
        @SuppressWarnings("unchecked")
        Map<Status, Integer> back = (Map<Status, Integer>) roundTripped(new EnumMap<Status, Integer>(Status.class));
        back.put(Status.OPEN, 1);
        assertThat(back).containsOnlyKeys(Status.OPEN);
    }

    @Test
    void roundTrip_fieldThatHidesAnother() {
        Child back = (Child) roundTripped(new Child(1, 2));
        assertThat(back.inherited()).isEqualTo(1);
        assertThat(back.number).isEqualTo(2);
    }

    @Test
    void roundTrip_sharedAndCyclic() {
        List<Object> shared = new ArrayList<>();
        Map<String, Object> map = new HashMap<>(Map.of("a", shared, "b", shared));
        shared.add(map);
        Map<?, ?> back = (Map<?, ?>) roundTripped(map);
        assertThat(back.get("a"))
                .isSameAs(back.get("b"))
                .asInstanceOf(LIST)
                .singleElement()
                .isSameAs(back);
    }

    @Test
    void roundTrip_collectionOfTheApplication() {
        Names names = new Names();
        names.add("a");
        assertThat(roundTripped(names)).isEqualTo(names).isInstanceOf(Names.class);
    }

    @Test
    void encode_collectionThatWouldLoseItsFields() {
        for (Object refused : List.of(new Page(), new Sized(1))) {
            assertThatThrownBy(() -> codec.encode(new Object[] {refused}))
                    .isInstanceOf(EncodingException.class)
                    .rootCause()
                    .hasMessageContaining(refused.getClass().getName());
        }
    }

    /** Even where a pattern names the class that it stands in. */
    @Test
    void encode_lambda() {
        Comparator<String> lambda = (left, right) -> left.compareTo(right);
        KryoCodec open =
                new KryoCodec(AllowList.of(List.of("*"), List.of()), getClass().getClassLoader());
        assertThatThrownBy(() -> codec.encode(lambda)).isInstanceOf(ClassNotAllowedException.class);
        assertThatThrownBy(() -> open.encode(lambda)).isInstanceOf(ClassNotAllowedException.class);
    }

    private Object roundTripped(Object value) {
        byte[] bytes = codec.encode(value);
        return codec.decode(bytes, 0, bytes.length);
    }
}
