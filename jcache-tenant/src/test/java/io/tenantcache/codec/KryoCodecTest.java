package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Output;
import io.tenantcache.ParameterKey;
import io.tenantcache.testing.Person;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KryoCodecTest {

    enum Shape {
        PLAIN,
        WITH_BODY {
            @Override
            int corners() {
                return 4;
            }
        };

        int corners() {
            return 0;
        }
    }

    record Pair(@Nullable Object left, List<Shape> right) {}

    static final class Node {
        Object next = List.of();
        final int number;

        Node(int number) {
            this.number = number;
        }
    }

    static final AtomicBoolean INITIALIZED = new AtomicBoolean();

    static final class Forbidden {
        static {
            INITIALIZED.set(true);
        }
    }

    private final KryoCodec codec = codec(List.of(Pair.class, Shape.class, Node.class, Person.class));

    private static KryoCodec codec(List<Class<?>> declared, String... patterns) {
        return new KryoCodec(AllowList.of(List.of(patterns), declared), KryoCodecTest.class.getClassLoader());
    }

    @SuppressWarnings("JavaUtilDate") // One of the types that applications store.
    static Stream<Object> values() {
        return Stream.of(
                        Stream.of(
                                1,
                                2L,
                                (short) 3,
                                (byte) 4,
                                'c',
                                true,
                                1.5,
                                2.5f,
                                "text",
                                "",
                                "😀",
                                BigInteger.TEN,
                                new BigDecimal("1.50"),
                                URI.create("a:b"),
                                Duration.ofDays(1),
                                Instant.EPOCH,
                                LocalDate.EPOCH,
                                ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Paris")),
                                new UUID(1, 2),
                                Locale.ROOT,
                                Locale.FRANCE,
                                Currency.getInstance("EUR"),
                                new Date(5),
                                BitSet.valueOf(new long[] {5}),
                                Optional.of("x"),
                                Optional.empty(),
                                TimeUnit.DAYS,
                                Timestamp.valueOf("2026-01-01 00:00:00.123456789"),
                                ParameterKey.of(1, Shape.WITH_BODY, new int[] {1})),
                        Stream.of(
                                new ArrayList<>(Arrays.asList(1, null, "x")),
                                new HashMap<>(Map.of("k", List.of(1))),
                                new LinkedHashMap<>(Map.of(1, 2)),
                                new ConcurrentHashMap<>(Map.of(1, 2)),
                                new TreeSet<>(Set.of(3, 1)),
                                new TreeMap<>(Map.of("b", 1, "a", 2)),
                                EnumSet.of(Shape.PLAIN),
                                EnumSet.noneOf(Shape.class),
                                new ArrayList<>(List.of(Shape.WITH_BODY))),
                        Stream.of(
                                new Pair(new Pair(null, List.of()), List.of(Shape.PLAIN, Shape.WITH_BODY)),
                                Shape.WITH_BODY,
                                new Person("Ann", List.of("a"))),
                        JdkTypes.wrappers())
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("values")
    void roundTrip(Object value) {
        Object back = roundTrip(codec, value);
        // Two plain collections are equal only if they are one: their elements are what counts.
        assertThat(
                        back instanceof java.util.Collection<?> all && !(back instanceof List) && !(back instanceof Set)
                                ? new ArrayList<>(all)
                                : back)
                .isEqualTo(value.getClass().getName().endsWith("UnmodifiableCollection") ? List.of() : value);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void roundTrip_arrays(Object array) {
        assertThat(Arrays.deepEquals(new Object[] {array}, new Object[] {roundTrip(codec, array)}))
                .isTrue();
    }

    static Stream<Object> arrays() {
        return Stream.of(
                new int[] {1, -1},
                new long[0],
                new byte[] {1},
                new char[] {'x'},
                new boolean[] {true},
                new double[] {1},
                new float[] {2},
                new short[] {3},
                new String[] {"a", null},
                new Object[] {1, "x"},
                new int[][] {{1}, {}},
                new Shape[] {Shape.PLAIN});
    }

    @Test
    void roundTrip_deque() {
        assertThat(new ArrayList<>((ArrayDeque<?>) roundTrip(codec, new ArrayDeque<>(List.of(1, 2)))))
                .isEqualTo(List.of(1, 2));
    }

    @Test
    void roundTrip_cycle() {
        Node node = new Node(7);
        node.next = new ArrayList<>(List.of(node));
        Node back = (Node) roundTrip(codec, node);
        assertThat(((List<?>) back.next).get(0)).isSameAs(back);
        assertThat(back.number).isEqualTo(7);
    }

    @Test
    void encode_classThatIsNotAllowed() {
        for (Object refused : List.of(new Thread("secret"), new ArrayList<>(List.of(new Object())), String.class)) {
            assertThatThrownBy(() -> codec.encode(refused))
                    .isInstanceOf(ClassNotAllowedException.class)
                    .hasMessageContaining("tenantcache.codec.allow")
                    .hasMessageNotContaining("secret");
        }
        Supplier<String> lambda = () -> "v";
        assertThatThrownBy(() -> codec.encode(lambda)).isInstanceOf(javax.cache.CacheException.class);
    }

    @Test
    void decode_classThatIsNotAllowed_isNotEvenInitialized() throws Exception {
        String name = KryoCodecTest.class.getName() + "$Forbidden";
        Output hostile = new Output(256, -1);
        hostile.writeVarInt(1, true);
        hostile.writeVarInt(0, true);
        hostile.writeString(name);
        hostile.writeVarInt(1, true);
        hostile.writeVarInt(0, true);
        byte[] bytes = hostile.toBytes();
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining(name);
        assertThat(INITIALIZED).isFalse();
        // The bytes are right: who allows the class gets it.
        codec(List.of(), name).decode(bytes, 0, bytes.length);
        assertThat(INITIALIZED).isTrue();
    }

    @Test
    void decode_mutated_failsInOneWayOnly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> samples =
                Stream.concat(values(), arrays()).map(codec::encode).toList();
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(codec.decode(bytes, 0, bytes.length)).isNotNull();
            } catch (DecodingException expected) {
                assertThat(expected)
                        .as("seed %d, case %d", seed, i)
                        .message()
                        .matches("(?s)(Bytes are not|A record refuses).*");
            }
        }
    }

    @Test
    void decode_declaredLengthsBeyondTheBytes() {
        for (Object value : Stream.concat(
                        arrays(),
                        Stream.of(
                                "text",
                                new ArrayList<>(List.of(1)),
                                new HashMap<>(Map.of(1, 1)),
                                List.of(1, 2, 3),
                                Map.of(1, 1),
                                BigInteger.TEN,
                                BitSet.valueOf(new long[] {5})))
                .toList()) {
            byte[] bytes = codec.encode(value);
            for (int at = 1; at < bytes.length; at++) {
                // A varint of about two billion in place of whatever stood there.
                byte[] hostile = Arrays.copyOf(bytes, bytes.length + 4);
                System.arraycopy(bytes, at, hostile, at + 4, bytes.length - at);
                hostile[at] = (byte) 0xff;
                hostile[at + 1] = (byte) 0xff;
                hostile[at + 2] = (byte) 0xff;
                hostile[at + 3] = (byte) 0xff;
                hostile[at + 4] = 0x06;
                try {
                    codec.decode(hostile, 0, hostile.length);
                } catch (DecodingException expected) {
                    assertThat(rootOf(expected)).isNotInstanceOf(OutOfMemoryError.class);
                }
            }
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Test
    void encode_nestedTooDeeply() {
        Node head = new Node(0);
        Node last = head;
        for (int i = 0; i < 100_000; i++) {
            Node next = new Node(i);
            last.next = next;
            last = next;
        }
        assertThatThrownBy(() -> codec.encode(head)).isInstanceOf(EncodingException.class);
        assertThat(roundTrip(codec, "still works")).isEqualTo("still works");
    }

    @Test
    void concurrent() {
        List<Object> values = values().toList();
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            Object value = values.get(i % 30);
            assertThat(roundTrip(codec, value)).isEqualTo(value);
        });
    }

    private static Object roundTrip(KryoCodec codec, Object value) {
        byte[] bytes = codec.encode(value);
        byte[] embedded = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, embedded, 3, bytes.length);
        return codec.decode(embedded, 3, bytes.length);
    }
}
