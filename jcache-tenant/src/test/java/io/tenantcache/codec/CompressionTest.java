package io.tenantcache.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tenantcache.config.Codec;
import io.tenantcache.config.CodecConfig;
import io.tenantcache.store.Freshness;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Envelopes that say which codec wrote them, and whether they are compressed. */
class CompressionTest {

    private static final int FLAGS = 1;
    private static final int ABOVE = 100;
    private static final int HEADER = 26;
    private static final byte[] KEY = {1, 2, 3};

    @ParameterizedTest
    @EnumSource
    void roundTrip(Codec codec) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] value = new byte[random.nextInt(1_000)];
            for (int at = 0; at < value.length; at++) {
                value[at] = (byte) random.nextInt(1 + i % 256);
            }
            byte[] key = i % 2 == 0 ? KEY : null;
            byte[] bytes = Envelope.encode(
                    new CodecConfig(codec, ABOVE), new Envelope.Header(i, Freshness.NONE, List.of(), key), value);
            Envelope envelope = Envelope.decode(bytes);
            assertThat(valueOf(envelope)).as("seed %d, case %d", seed, i).isEqualTo(value);
            assertThat(envelope.codec()).isEqualTo(codec);
            assertThat(envelope.revision()).isEqualTo(i);
            assertThat(envelope.key()).isEqualTo(key);
            assertThat(bytes.length).isLessThanOrEqualTo(HEADER + 4 + KEY.length + value.length + 4);
        }
    }

    @Test
    void encode_compressesWhatIsLongerAlone() {
        CodecConfig config = new CodecConfig(Codec.KRYO, ABOVE);
        byte[] text = "{\"name\":\"somebody\"},".repeat(5).getBytes(UTF_8);
        assertThat(text).hasSize(ABOVE);
        assertThat(Envelope.encode(config, new Envelope.Header(1, Freshness.NONE, List.of(), null), text))
                .hasSize(HEADER + text.length + 4);
        byte[] longer = Arrays.copyOf(text, text.length + 1);
        assertThat(Envelope.encode(config, new Envelope.Header(1, Freshness.NONE, List.of(), null), longer))
                .hasSizeLessThan(68);
        assertThat(Envelope.encode(
                        CodecConfig.defaults(), new Envelope.Header(1, Freshness.NONE, List.of(), null), longer))
                .hasSize(HEADER + longer.length + 4);
    }

    @Test
    void encode_keepsWhatDoesNotGetShorter() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        assertThat(Envelope.encode(
                        new CodecConfig(Codec.KRYO, 1), new Envelope.Header(1, Freshness.NONE, List.of(), null), noise))
                .hasSize(HEADER + noise.length + 4);
    }

    /** What would not be believed when it is read is stored as it is. */
    @Test
    void encode_keepsWhatGetsTooShort() {
        byte[] zeros = new byte[1 << 20];
        byte[] bytes = Envelope.encode(
                new CodecConfig(Codec.JSON, 1), new Envelope.Header(1, Freshness.NONE, List.of(), null), zeros);
        assertThat(bytes).hasSize(HEADER + zeros.length + 4);
        assertThat(valueOf(Envelope.decode(bytes))).isEqualTo(zeros);
    }

    @Test
    void decode_bomb() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(stream, new Deflater(9, true))) {
            out.write(new byte[64 << 20]);
        }
        int length = stream.size();
        for (int declared : new int[] {64 << 20, Integer.MAX_VALUE, -1, length * 200 + 1, length * 200, 10, 0}) {
            byte[] bomb = compressed(declared, stream.toByteArray());
            long before = allocated();
            assertThatThrownBy(() -> Envelope.decode(bomb)).isInstanceOf(DecodingException.class);
            assertThat(allocated() - before).isLessThan(length * 200L + (1 << 20));
        }
    }

    @Test
    void decode_malformedStream() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] value = "abcabcabcabd".repeat(40).getBytes(UTF_8);
        byte[] good = Compression.compressed(value);
        if (good == null) {
            throw new AssertionError("It is not compressed");
        }
        byte[] stream = Arrays.copyOfRange(good, Integer.BYTES, good.length);
        assertThat(valueOf(Envelope.decode(compressed(value.length, stream)))).isEqualTo(value);
        for (byte[] wrong : new byte[][] {{}, {0}, Arrays.copyOf(stream, stream.length + 1)}) {
            assertThatThrownBy(() -> Envelope.decode(compressed(value.length, wrong)))
                    .isInstanceOf(DecodingException.class);
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = Arrays.copyOf(stream, 1 + random.nextInt(stream.length));
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            try {
                assertThat(Envelope.decode(compressed(value.length, mutated)).valueLength())
                        .as("seed %d, case %d", seed, i)
                        .isEqualTo(value.length);
            } catch (DecodingException expected) {
                assertThat(expected).hasMessageContaining("compressed value");
            }
        }
    }

    @Test
    void decode_flagsOfAnotherVersion() {
        byte[] bytes = Envelope.encode(
                CodecConfig.defaults(), new Envelope.Header(1, Freshness.NONE, List.of(), null), new byte[] {7});
        for (int flags : new int[] {2 | 4, 64, 128}) {
            bytes[FLAGS] = (byte) flags;
            assertThatThrownBy(() -> Envelope.decode(sealed(bytes.clone())))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageContaining("does not know");
        }
    }

    /** An envelope of Kryo's, compressed, that declares that length. */
    private static byte[] compressed(int declared, byte[] stream) {
        byte[] bytes = new byte[HEADER + Integer.BYTES + stream.length + Integer.BYTES];
        bytes[0] = 1;
        bytes[FLAGS] = 8;
        ByteBuffer.wrap(bytes).position(HEADER).putInt(declared).put(stream);
        return sealed(bytes);
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, Envelope.HEAD);
        crc.update(bytes, HEADER, bytes.length - HEADER - Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
        return bytes;
    }

    private static byte[] valueOf(Envelope envelope) {
        int from = envelope.valueOffset();
        return Arrays.copyOfRange(envelope.bytes(), from, from + envelope.valueLength());
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
