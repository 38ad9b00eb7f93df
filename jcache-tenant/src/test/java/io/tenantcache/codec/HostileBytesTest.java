package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes from whoever can write to Redis: they cost what their number allows, and fail in one way. */
class HostileBytesTest {

    private static final int CASES = 100_000;
    /** Far more than an honest value of a few bytes takes, and far less than what is declared. */
    private static final long FEW_BYTES = 4 << 20;

    record Tagged(Set<Object> tags, String[] more) {}

    private final KryoCodec codec =
            new KryoCodec(AllowList.of(List.of(), List.of(Tagged.class)), getClass().getClassLoader());

    static Stream<Object> withLengths() {
        return Stream.of(
                        Stream.of(new int[1], new long[1], new short[1], new byte[1], new char[1], new boolean[1]),
                        Stream.of(new float[1], new double[1], new String[] {"a"}, new Object[] {1}, new int[][] {{1}}),
                        Stream.of("plain", "é", new StringBuilder("x"), BigInteger.TEN, BitSet.valueOf(new long[] {5})),
                        Stream.of(new ArrayList<>(List.of(1)), new LinkedList<>(List.of(1)), new HashSet<>(List.of(1))),
                        Stream.of(new PriorityQueue<>(List.of(1, 2)), new HashMap<>(Map.of(1, 1))),
                        Stream.of(new ConcurrentHashMap<>(Map.of(1, 1)), new EnumMap<>(Map.of(TimeUnit.DAYS, 1))),
                        Stream.of(ParameterKey.of(1, "x"), new Tagged(Set.of("a"), new String[] {"b"})),
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
        byte[] padding = new byte[1 << 20];
        byte[] inner = codec.encode(new ArrayList<>(List.of(new ArrayList<>())));
        Output hostile = new Output(1 << 10, -1);
        // As the codec writes a list of a list: the class by name first, then by number.
        byte[] head = Arrays.copyOf(inner, inner.length - 4);
        assertThat(inner).startsWith(head).endsWith(1, 1, 1, 0);
        hostile.writeBytes(head);
        for (int depth = 0; depth < 300; depth++) {
            hostile.writeVarInt(padding.length, true);
            hostile.writeVarInt(1, true);
            hostile.writeVarInt(1, true);
        }
        hostile.writeBytes(padding);
        byte[] bytes = hostile.toBytes();
        assertThat(allocatedBy(() -> assertMiss(bytes))).isLessThan(48L << 20);
    }

    @Test
    void decode_setsThatHoldEachOther() {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int level = 0; level < 14; level++) {
            Set<Object> first = new HashSet<>(Set.of("x"));
            Set<Object> second = new HashSet<>();
            one.addAll(List.of(first, second));
            other.addAll(List.of(first, second));
            one = first;
            other = second;
        }
        byte[] honest = codec.encode(root);
        assertThatCode(() -> codec.decode(honest, 0, honest.length)).doesNotThrowAnyException();

        List<Object> twice = new ArrayList<>();
        for (int level = 0; level < 100; level++) {
            twice = new ArrayList<>(List.of(twice, twice));
        }
        byte[] bomb = codec.encode(new Object[] {twice});
        // A list is not hashed: it may hold what it likes.
        assertThatCode(() -> codec.decode(bomb, 0, bomb.length)).doesNotThrowAnyException();
        for (byte[] bytes : List.of(hashedBomb(twice, false), hashedBomb(twice, true))) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertMiss(bytes));
        }
    }

    /** The bytes of a set or a map's key that nobody could make, since its hash would have to be known. */
    private byte[] hashedBomb(List<Object> bomb, boolean asKeyOfMap) {
        byte[] honest = codec.encode(bomb);
        Output out = new Output(1 << 10, -1);
        out.writeVarInt(1, true);
        out.writeVarInt(0, true);
        out.writeString(asKeyOfMap ? "java.util.HashMap" : "java.util.HashSet");
        out.writeVarInt(1, true);
        out.writeVarInt(1, true);
        // The list's class is now the second by name, and what refers to objects counts one more.
        Output list = new Output(1 << 10, -1);
        list.writeVarInt(1, true);
        list.writeVarInt(1, true);
        list.writeString("java.util.ArrayList");
        out.writeBytes(list.toBytes());
        assertThat(honest).hasSizeGreaterThan(100);
        for (int level = 0; level < 100; level++) {
            out.writeVarInt(1, true);
            out.writeVarInt(2, true);
            out.writeVarInt(3, true);
        }
        return out.toBytes();
    }

    @Test
    void decode_nestedTooDeeply() {
        byte[] inner = codec.encode(new Object[] {new Object[] {}});
        Output hostile = new Output(1 << 10, -1);
        hostile.writeBytes(inner, 0, inner.length - 4);
        for (int depth = 0; depth < 200_000; depth++) {
            hostile.writeVarInt(2, true);
            hostile.writeVarInt(1, true);
            hostile.writeVarInt(1, true);
        }
        byte[] bytes = hostile.toBytes();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertMiss(bytes));
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
