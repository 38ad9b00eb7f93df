package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.esotericsoftware.kryo.io.Output;
import com.sun.management.ThreadMXBean;
import io.tenantcache.ParameterKey;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes from whoever can write to Redis: they cost what their number allows, and fail in one way. */
class HostileBytesTest {

    private static final int CASES = 100_000;
    /** Far more than an honest value of a few bytes takes, and far less than what is declared. */
    private static final long FEW_BYTES = 4 << 20;

    @SuppressWarnings("ArrayRecordComponent") // it is the array that is attacked
    record Tagged(Collection<Object> tags, String[] more) {}

    static final class Bean {
        int first;
        int second;
    }

    private final KryoCodec codec = new KryoCodec(
            AllowList.of(List.of(), List.of(Tagged.class, Bean.class)),
            getClass().getClassLoader());

    @SuppressWarnings({"JdkObsolete", "UnnecessaryStringBuilder"}) // old types are values too
    static Stream<Object> withLengths() {
        return Stream.of(
                        Stream.of(new int[1], new long[1], new short[1], new byte[1], new char[1], new boolean[1]),
                        Stream.of(new float[1], new double[1], new String[] {"a"}, new Object[] {1}, new int[][] {{1}}),
                        Stream.of("plain", "é", new StringBuilder("x"), BigInteger.TEN, BitSet.valueOf(new long[] {5})),
                        Stream.of(new ArrayList<>(List.of(1)), new LinkedList<>(List.of(1)), new HashSet<>(List.of(1))),
                        Stream.of(new PriorityQueue<>(List.of(1, 2)), new HashMap<>(Map.of(1, 1))),
                        Stream.of(new ConcurrentHashMap<>(Map.of(1, 1)), new EnumMap<>(Map.of(TimeUnit.DAYS, 1))),
                        Stream.of(ParameterKey.of(1, "x"), new Tagged(Set.of("a"), new String[] {"b"})),
                        Stream.of(new Bean(), List.of(new Bean(), new Bean())),
                        JdkTypes.wrappers())
                .flatMap(some -> some);
    }

    @ParameterizedTest
    @MethodSource("withLengths")
    void decode_declaredLengths_takeNoMemory(Object value) {
        byte[] bytes = codec.encode(value);
        codec.decode(bytes, 0, bytes.length);
        for (int at = 1; at < bytes.length; at++) {
            for (byte[] length : lengths()) {
                byte[] hostile = replaced(bytes, at, length);
                long taken = allocatedBy(() -> decodeOrMiss(hostile));
                assertThat(taken).as("%s at %d", value.getClass(), at).isLessThan(FEW_BYTES);
            }
        }
    }

    /** 2^30 as Kryo writes lengths: plain, and behind a flag. */
    private static List<byte[]> lengths() {
        Output plain = new Output(8);
        plain.writeVarInt((1 << 30) + 1, true);
        Output flagged = new Output(8);
        flagged.writeVarIntFlag(true, (1 << 30) + 1, true);
        return List.of(plain.toBytes(), flagged.toBytes());
    }

    private static byte[] replaced(byte[] bytes, int at, byte[] with) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - 1 + with.length);
        System.arraycopy(with, 0, result, at, with.length);
        System.arraycopy(bytes, at + 1, result, at + with.length, bytes.length - at - 1);
        return result;
    }

    /** Each list declares as many elements as there are bytes behind it: 300 times the bytes in all. */
    @Test
    void decode_declaredLengthsInEachOther_takeNoMemory() {
        byte[] honest = nested(3, 1, 1);
        assertThat(codec.decode(honest, 0, honest.length)).isEqualTo(List.of(List.of(Arrays.asList((Object) null))));
        int many = 1 << 20;
        byte[] hostile = nested(300, many, many);
        assertThat(allocatedBy(() -> assertMiss(hostile))).isLessThan(48L << 20);
    }

    @Test
    void decode_nestedTooDeeply() {
        byte[] honest = nested(300, 1, 1);
        assertThat(codec.decode(honest, 0, honest.length)).isInstanceOf(List.class);
        byte[] hostile = nested(500_000, 1, 1);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertMiss(hostile));
    }

    /** Lists in lists, each of which declares that size, and bytes that mean null. */
    private byte[] nested(int depth, int size, int nulls) {
        byte[] list = codec.encode(new ArrayList<>());
        byte[] sameClass = {1, 0, 1};
        Output out = new Output(1 << 10, -1);
        out.writeBytes(list, 0, list.length - 1);
        for (int level = 0; level < depth; level++) {
            if (level > 0) {
                out.writeBytes(sameClass);
            }
            out.writeVarInt(size, true);
        }
        out.writeBytes(new byte[nulls]);
        return out.toBytes();
    }

    /** A hundred levels would take 2^100 steps to hash; the list itself may hold what it likes, since it is not hashed. */
    @ParameterizedTest
    @MethodSource("hashed")
    void decode_hashOfWhatHoldsTheSameTwice(Function<List<Object>, Object> container) {
        byte[] few = codec.encode(filledLater(container, 10));
        assertThat(codec.decode(few, 0, few.length)).isNotNull();
        byte[] many = codec.encode(filledLater(container, 100));
        assertThat(many).hasSizeLessThan(1_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertMiss(many));
        byte[] notHashed = codec.encode(filledLater(ArrayList::new, 100));
        assertThat(codec.decode(notHashed, 0, notHashed.length)).isNotNull();
    }

    static Stream<Function<List<Object>, Object>> hashed() {
        return Stream.of(
                list -> new HashSet<>(Set.of(list)),
                list -> Set.of(list, 1, 2),
                list -> Collections.unmodifiableSet(new HashSet<>(Set.of(list))),
                list -> new HashMap<>(Map.of(list, 1)),
                list -> Map.of(list, 1),
                list -> new ConcurrentHashMap<>(Map.of(Optional.of(list), 1)),
                list -> new HashSet<>(Set.of(new Tagged(list, new String[0]))),
                list -> new HashSet<>(Set.of(Map.of("x", list))),
                ParameterKey::of,
                list -> ParameterKey.of((Object) new Object[] {list}));
    }

    /** The list is empty when the container hashes it, and nobody hashes it while it is written. */
    private static Object filledLater(Function<List<Object>, Object> container, int levels) {
        List<Object> twice = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            twice = new ArrayList<>(List.of(twice, twice));
        }
        List<Object> list = new ArrayList<>();
        Object hashed = container.apply(list);
        list.add(twice);
        return hashed;
    }

    @Test
    void decode_mutated_failsInOneWay() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> samples = Stream.of(withLengths(), FidelityTest.values(), KryoCodecTest.arrays())
                .flatMap(some -> some)
                .filter(value -> !value.getClass().getName().contains("Test$"))
                .filter(this::isEncodable)
                .map(codec::encode)
                .toList();
        assertThat(samples).hasSizeGreaterThan(100);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < CASES; i++) {
                byte[] bytes = mutated(samples.get(random.nextInt(samples.size())), random);
                try {
                    codec.decode(bytes, 0, bytes.length);
                } catch (DecodingException expected) {
                    // The one way.
                } catch (Throwable e) {
                    throw new AssertionError("seed " + seed + ", case " + i, e);
                }
            }
        });
    }

    private boolean isEncodable(Object value) {
        try {
            codec.encode(value);
            return true;
        } catch (ClassNotAllowedException e) {
            return false;
        }
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
            // What was replaced was no length, or it was refused.
        }
    }

    private void assertMiss(byte[] bytes) {
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length)).isInstanceOf(DecodingException.class);
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
