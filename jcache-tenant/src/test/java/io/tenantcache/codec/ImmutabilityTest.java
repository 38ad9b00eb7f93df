package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tenantcache.ParameterKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("UnnecessaryStringBuilder") // it is one that can change which is meant
class ImmutabilityTest {

    record Holder(@Nullable Object held) {}

    static Stream<Object> immutable() {
        return Stream.of(
                        Stream.of(
                                "", "text", 1, 2L, '3', true, BigInteger.TEN, new BigDecimal("1.5"), URI.create("a:b")),
                        Stream.of(
                                ZoneId.of("Europe/Paris"),
                                ZoneId.of("UTC"),
                                ZoneOffset.UTC,
                                Instant.MAX,
                                DayOfWeek.MONDAY),
                        Stream.of(OptionalInt.of(1), OptionalLong.empty(), OptionalDouble.of(1), Optional.empty()),
                        Stream.of(
                                List.of(),
                                List.of("a"),
                                Set.of(1, 2, 3),
                                Map.of("k", List.of(1)),
                                Stream.of(1, 2).toList()),
                        Stream.of(Collections.emptyList(), Collections.emptySet(), Collections.emptyMap()),
                        Stream.of(
                                Collections.singletonList(null),
                                Collections.singleton(1),
                                Collections.singletonMap(1, null)),
                        Stream.of(
                                new Holder(null),
                                new Holder(new Holder("x")),
                                ParameterKey.of("a", null),
                                Optional.of("x")))
                .flatMap(some -> some);
    }

    @SuppressWarnings("JavaUtilDate") // what can change is what is tested
    static Stream<Object> mutable() {
        return Stream.of(new Date(), new int[0], new ArrayList<>(), new StringBuilder(), new Object())
                .flatMap(value -> Stream.of(
                        value,
                        new Holder(value),
                        List.of(1, value),
                        Collections.singletonList(value),
                        Map.of(1, value),
                        Optional.of(value),
                        ParameterKey.of(1, value)));
    }

    static Stream<Object> views() {
        return Stream.of(
                Collections.unmodifiableList(new ArrayList<>()),
                Collections.unmodifiableSet(new TreeSet<>()),
                Collections.unmodifiableMap(new HashMap<>()),
                new BigInteger("1") {});
    }

    @ParameterizedTest
    @MethodSource("immutable")
    void sizeIfImmutable_immutable(Object value) {
        assertThat(Immutability.sizeIfImmutable(value)).isBetween(16L, 1_000L);
    }

    @ParameterizedTest
    @MethodSource({"mutable", "views"})
    void sizeIfImmutable_mutable(Object value) {
        assertThat(Immutability.sizeIfImmutable(value)).isNegative();
    }

    @Test
    void sizeIfImmutable_growsWithTheValue() {
        int large = 1 << 20;
        BigInteger number = BigInteger.ONE.shiftLeft(8 * large);
        assertThat(Immutability.sizeIfImmutable("x".repeat(large))).isBetween(2L * large, 2L * large + 100);
        assertThat(Immutability.sizeIfImmutable(number)).isBetween((long) large, large + 100L);
        assertThat(Immutability.sizeIfImmutable(new BigDecimal(number, 3))).isBetween((long) large, large + 100L);
        assertThat(Immutability.sizeIfImmutable(URI.create("a:" + "x".repeat(large))))
                .isGreaterThan(2L * large);
        assertThat(Immutability.sizeIfImmutable(new Holder(List.of(number, number))))
                .isGreaterThan(2L * large);
    }

    /** So many parts that each is counted once: they are not taken for the same though they are equal. */
    @Test
    void sizeIfImmutable_manyParts() {
        List<Holder> many =
                IntStream.range(0, 100_000).mapToObj(i -> new Holder("x")).toList();
        assertThat(Immutability.sizeIfImmutable(many)).isGreaterThan(100_000L * 80);
    }

    @Test
    void sizeIfImmutable_holdsTheSameTwice_takesLinearTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(Immutability.sizeIfImmutable(doubled("x", 31))).isPositive();
            assertThat(Immutability.sizeIfImmutable(doubled(new StringBuilder(), 31)))
                    .isNegative();
        });
    }

    @Test
    void sizeIfImmutable_nestedTooDeeply() {
        assertThat(Immutability.sizeIfImmutable(doubled("x", 33))).isNegative();
    }

    private static Object doubled(Object innermost, int levels) {
        Object value = innermost;
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value, value) : Map.of(1, value, 2, value);
        }
        return value;
    }
}
