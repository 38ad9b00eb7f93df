package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.tenantcache.ParameterKey;
import io.tenantcache.config.Codec;
import io.tenantcache.testing.Build;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec does, whichever a cache chooses. */
abstract class ValueCodecContract {

    private static final int MUTATIONS = 20_000;
    /** Far more than an honest value of a few hundred bytes takes. */
    private static final long FEW_BYTES = 4 << 20;

    enum Shape {
        PLAIN,
        WITH_BODY {}
    }

    interface Payment extends Serializable {}

    @SuppressWarnings("ArrayRecordComponent") // An array in a record is what is tested.
    record Card(String number, int @Nullable [] digits) implements Payment {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Card that && number.equals(that.number) && Arrays.equals(digits, that.digits);
        }

        @Override
        public int hashCode() {
            return number.hashCode();
        }
    }

    record Transfer(String account, @Nullable Instant due, Shape shape) implements Payment {}

    @SuppressWarnings("UnusedVariable") // Each type of a component is what is tested.
    record Primitives(byte b, short s, int i, long l, float f, double d, double nan, char c, boolean z, Long boxed)
            implements Serializable {}

    static class Parent implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String name;
        transient @Nullable Thread notStored;

        Parent(String name) {
            this.name = name;
        }
    }

    /** Has no constructor without parameters, and hides a field. */
    static final class Order extends Parent {
        private static final long serialVersionUID = 1L;
        private final long name;
        private final Payment payment;
        private final HashMap<Long, ArrayList<Payment>> byDay;

        @Nullable
        Order next;

        Order(String parent, long name, Payment payment) {
            super(parent);
            this.name = name;
            this.payment = payment;
            this.byDay = new HashMap<>(Map.of(7L, new ArrayList<>(List.of(payment))));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Order that
                    && ((Parent) this).name.equals(((Parent) that).name)
                    && name == that.name
                    && payment.equals(that.payment)
                    && byDay.equals(that.byDay)
                    && Objects.equals(next, that.next);
        }

        @Override
        public int hashCode() {
            return (int) name;
        }
    }

    static final class ByLength implements Comparator<String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(String a, String b) {
            return Integer.compare(a.length(), b.length());
        }
    }

    @TempDir
    private Path folder;

    private final ValueCodec codec = codec(
            getClass().getClassLoader(),
            named(ValueCodecContract.class),
            named(FidelityTest.class),
            named(KryoCodecTest.class));

    private static String named(Class<?> test) {
        return test.getName() + "$*";
    }

    abstract Codec kind();

    /** Whether what is held twice comes back as one. */
    abstract boolean keepsReferences();

    /** Whether objects of such a class can be stored. */
    boolean takes(Object value) {
        return true;
    }

    private ValueCodec codec(ClassLoader loader, String... patterns) {
        return ValueCodec.of(kind(), AllowList.of(List.of(patterns), List.of()), loader);
    }

    @ParameterizedTest
    @MethodSource("io.tenantcache.codec.FidelityTest#values")
    void roundTrip_valueOfTheJdk(Object value) {
        if (takes(value)) {
            assertThat(roundTrip(value)).isEqualTo(value).hasSameClassAs(value);
            assertThat(roundTrip(new ArrayList<>(List.of(value)))).isEqualTo(List.of(value));
        } else {
            assertThatThrownBy(() -> codec.encode(value)).isInstanceOf(EncodingException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.tenantcache.codec.FidelityTest#queues")
    void roundTrip_queue(Queue<Integer> queue) {
        Object back = roundTrip(queue);
        assertThat(back).hasSameClassAs(queue);
        assertThat(new ArrayList<>((Collection<?>) back)).isEqualTo(new ArrayList<>(queue));
    }

    @ParameterizedTest
    @MethodSource("io.tenantcache.codec.JdkTypes#wrappers")
    void roundTrip_privateCollectionOfTheJdk(Object wrapper) {
        if (!takes(wrapper)) {
            assertThatThrownBy(() -> codec.encode(wrapper)).isInstanceOf(javax.cache.CacheException.class);
            return;
        }
        Object back = roundTrip(wrapper);
        if (wrapper instanceof Map || wrapper instanceof List || wrapper instanceof Set) {
            assertThat(back).isEqualTo(wrapper);
        } else {
            assertThat(new ArrayList<>((Collection<?>) back)).isEqualTo(new ArrayList<>((Collection<?>) wrapper));
        }
    }

    @ParameterizedTest
    @MethodSource("io.tenantcache.codec.KryoCodecTest#arrays")
    void roundTrip_array(Object array) {
        Object back = roundTrip(array);
        assertThat(back).hasSameClassAs(array);
        assertThat(Arrays.deepEquals(new Object[] {array}, new Object[] {back})).isTrue();
    }

    @Test
    void roundTrip_graph() {
        Order order = new Order("parent", Long.MIN_VALUE, new Card("4711", new int[] {1, -2}));
        order.next = new Order("", 7, new Transfer("DE", Instant.MAX, Shape.WITH_BODY));
        order.notStored = new Thread("never started");
        Order back = (Order) roundTrip(order);
        assertThat(back).isEqualTo(order);
        assertThat(back.notStored).isNull();
        assertThat(back.byDay.getClass()).isEqualTo(HashMap.class);
        Map<Shape, Object> nested = new TreeMap<>(Map.of(Shape.PLAIN, List.of(Map.of(7L, Set.of(order)))));
        assertThat(roundTrip(new ArrayList<>(List.of(nested)))).isEqualTo(List.of(nested));
    }

    @Test
    void roundTrip_primitives() {
        Primitives edges = new Primitives(
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.1f,
                -0.0,
                Double.NaN,
                '\ud800',
                true,
                Long.MIN_VALUE);
        assertThat(roundTrip(edges)).isEqualTo(edges);
    }

    @Test
    void roundTrip_parameterKey() {
        ParameterKey key = ParameterKey.of("a", 7L, null, new int[] {1}, List.of(Shape.PLAIN));
        assertThat(roundTrip(key)).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @Test
    void roundTrip_orderOfTheApplication() {
        TreeSet<String> byLength = new TreeSet<>(new ByLength());
        byLength.addAll(List.of("ccc", "a", "bb"));
        TreeSet<?> back = (TreeSet<?>) roundTrip(byLength);
        assertThat(back.comparator()).isInstanceOf(ByLength.class);
        assertThat(new ArrayList<>(back)).isEqualTo(List.of("a", "bb", "ccc"));
        Map<?, ?> map = (Map<?, ?>) roundTrip(Collections.unmodifiableSortedMap(new TreeMap<>(new ByLength())));
        assertThat(((java.util.SortedMap<?, ?>) map).comparator()).isInstanceOf(ByLength.class);
    }

    @Test
    void roundTrip_heldTwice() {
        Set<Object> twice = new HashSet<>(Set.of("x"));
        List<?> back = (List<?>) roundTrip(new ArrayList<>(List.of(twice, twice)));
        assertThat(back).isEqualTo(List.of(twice, twice));
        if (keepsReferences()) {
            assertThat(back.get(0)).isSameAs(back.get(1));
        } else {
            assertThat(back.get(0)).isNotSameAs(back.get(1));
        }
    }

    @Test
    void roundTrip_cycle() {
        Order order = new Order("", 7, new Card("", null));
        order.next = new Order("", 8, new Card("", null));
        order.next.next = order;
        if (keepsReferences()) {
            Order back = (Order) roundTrip(order);
            assertThat(Objects.requireNonNull(back.next).next).isSameAs(back);
        } else {
            assertThatThrownBy(() -> codec.encode(order)).isInstanceOf(EncodingException.class);
        }
    }

    @Test
    void encode_classThatIsNotAllowed() {
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "v";
        for (Object refused : List.of(new Thread("secret"), Thread.State.NEW, String.class, lambda, new Object())) {
            for (Object value : List.of(refused, new Object[] {refused}, new ArrayList<>(List.of(refused)))) {
                if (value != String.class && !(refused == String.class && kind() == Codec.JAVA)) {
                    assertThatThrownBy(() -> codec.encode(value))
                            .isInstanceOf(ClassNotAllowedException.class)
                            .hasMessageContaining("tenantcache.codec.allow")
                            .hasMessageNotContaining("secret");
                }
            }
        }
        assertThatThrownBy(() -> codec.encode(String.class)).isInstanceOf(ClassNotAllowedException.class);
    }

    @Test
    void decode_classThatIsNotAllowed_isNotEvenInitialized() throws Exception {
        String property = "app.Forbidden." + kind();
        String source = "package app; public class Forbidden implements java.io.Serializable {"
                + " private static final long serialVersionUID = 1;"
                + " static { System.setProperty(\"" + property + "\", \"initialized\"); } }";
        ClassLoader writers = Build.of(folder, "Forbidden", source);
        ClassLoader readers = Build.of(folder, "Forbidden", source);
        Object value = writers.loadClass("app.Forbidden").getConstructor().newInstance();
        byte[] bytes = codec(writers, "app.*").encode(new ArrayList<>(List.of(value)));
        System.clearProperty(property);
        assertThatThrownBy(() -> codec(readers, "other.*").decode(bytes, 0, bytes.length))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("app.Forbidden");
        assertThat(System.getProperty(property)).isNull();
        // The bytes are right: who allows the class gets it, from the class loader that was given.
        List<?> back = (List<?>) codec(readers, "app.*").decode(bytes, 0, bytes.length);
        assertThat(back.get(0).getClass().getClassLoader()).isSameAs(readers);
        assertThat(System.getProperty(property)).isEqualTo("initialized");
        System.clearProperty(property);
    }

    @Test
    void decode_notOneValue() {
        byte[] bytes = codec.encode(new ArrayList<>(List.of(1, "x", Shape.PLAIN)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.decode(truncated, 0, truncated.length))
                    .isInstanceOf(DecodingException.class);
        }
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertThatThrownBy(() -> codec.decode(twice, 0, twice.length)).isInstanceOf(DecodingException.class);
    }

    @Test
    void decode_mutated_failsInOneWayAndTakesFewBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> samples = Stream.of(FidelityTest.values(), FidelityTest.queues(), JdkTypes.wrappers(), values())
                .flatMap(some -> some)
                .filter(value -> takes(value) && !(value instanceof java.math.BigInteger))
                .map(codec::encode)
                .toList();
        assertThat(samples).hasSizeGreaterThan(100);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bytes = mutated(samples.get(random.nextInt(samples.size())), random);
                long taken = allocatedBy(() -> decodeOrMiss(bytes));
                assertThat(taken).as("seed %d, case %d", seed, i).isLessThan(FEW_BYTES);
            }
        });
    }

    private static Stream<Object> values() {
        return Stream.of(
                new Order("parent", 7, new Card("4711", new int[] {1, 2})),
                ParameterKey.of("a", 7L),
                new Transfer("DE", null, Shape.PLAIN),
                new long[] {1, 2, 3},
                new Object[] {1, "x", new int[][] {{1}}});
    }

    private static byte[] mutated(byte[] sample, Random random) {
        byte[] bytes = Arrays.copyOf(sample, random.nextInt(8) == 0 ? random.nextInt(sample.length) : sample.length);
        for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
        }
        return bytes;
    }

    private void decodeOrMiss(byte[] bytes) {
        try {
            codec.decode(bytes, 0, bytes.length);
        } catch (DecodingException expected) {
            // The one way.
        }
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** A set whose hash takes 2^100 steps is refused, when it is written or when it is read, before it takes them. */
    @Test
    void hashOfWhatHoldsTheSameTwice() {
        List<Object> twice = new ArrayList<>();
        for (int level = 0; level < 100; level++) {
            twice = new ArrayList<>(List.of(twice, twice));
        }
        List<Object> filledLater = new ArrayList<>();
        Set<Object> set = new HashSet<>(Set.of(filledLater));
        filledLater.add(twice);
        Map<Object, Object> map = Collections.unmodifiableMap(new HashMap<>(Map.of(new ArrayList<>(), 1)));
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThatThrownBy(() -> roundTrip(set))
                        .isInstanceOfAny(EncodingException.class, DecodingException.class));
        assertThat(roundTrip(map)).isEqualTo(map);
    }

    /** As when an application is undeployed, and the codec with it. */
    @Test
    void classLoader_isFreed() throws Exception {
        WeakReference<ClassLoader> used = used();
        await().until(() -> {
            System.gc();
            return used.get() == null;
        });
    }

    private WeakReference<ClassLoader> used() throws Exception {
        ClassLoader loader = Build.of(
                folder,
                "Doc",
                "package app; public class Doc implements java.io.Serializable {"
                        + " public int number = 7; public java.util.Date date = new java.util.Date(7); }");
        Object value = loader.loadClass("app.Doc").getConstructor().newInstance();
        ValueCodec codecOfItsOwn = codec(loader, "app.*");
        byte[] bytes = codecOfItsOwn.encode(value);
        assertThat(codecOfItsOwn.decode(bytes, 0, bytes.length)).hasSameClassAs(value);
        return new WeakReference<>(loader);
    }

    @Test
    void encode_nestedTooDeeply() {
        Order head = new Order("", 0, new Card("", null));
        Order last = head;
        for (int i = 0; i < 100_000; i++) {
            last.next = new Order("", i, head.payment);
            last = last.next;
        }
        assertThatThrownBy(() -> codec.encode(head)).isInstanceOf(EncodingException.class);
        assertThat(roundTrip("still works")).isEqualTo("still works");
    }

    @Test
    void concurrent() {
        List<Object> values =
                values().filter(value -> !value.getClass().isArray()).toList();
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            Object value = values.get(i % values.size());
            assertThat(roundTrip(value)).isEqualTo(value);
        });
    }

    private Object roundTrip(Object value) {
        byte[] bytes = codec.encode(value);
        byte[] embedded = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, embedded, 3, bytes.length);
        return codec.decode(embedded, 3, bytes.length);
    }
}
