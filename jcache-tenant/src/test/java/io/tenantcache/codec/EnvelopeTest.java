package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tenantcache.config.CodecConfig;
import io.tenantcache.store.Freshness;
import io.tenantcache.testing.RandomText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final int CASES = 100_000;

    @Test
    void roundTrip() {
        for (byte[] key : new byte[][] {null, {}, {1, 2, 3}}) {
            for (byte[] value : new byte[][] {{}, {7}, new byte[1_000]}) {
                Envelope envelope = Envelope.decode(Envelope.encode(
                        CodecConfig.defaults(), new Envelope.Header(-5, Freshness.NONE, List.of(), key), value));
                assertThat(envelope.revision()).isEqualTo(-5);
                assertThat(envelope.key()).isEqualTo(key);
                int from = envelope.valueOffset();
                assertThat(Arrays.copyOfRange(envelope.bytes(), from, from + envelope.valueLength()))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void stamp_isNoPartOfTheChecksum() {
        byte[] bytes = Envelope.encode(
                CodecConfig.defaults(), new Envelope.Header(1, Freshness.NONE, List.of(), null), new byte[] {3});
        ByteBuffer.wrap(bytes).putLong(Envelope.HEAD, 98).putLong(Envelope.HEAD + Long.BYTES, 99);
        assertThat(Envelope.decode(bytes).revision()).isEqualTo(1);
    }

    @Test
    void decode_truncatedOrChanged() {
        requireWhole(List.of());
        requireWhole(List.of("a", "bc"));
    }

    private static void requireWhole(List<String> tags) {
        byte[] bytes = Envelope.encode(
                CodecConfig.defaults(),
                new Envelope.Header(1, Freshness.NONE, tags, new byte[] {1, 2}),
                new byte[] {3, 4, 5});
        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Envelope.decode(truncated)).isInstanceOf(DecodingException.class);
        }
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            int at = bit / 8;
            if (at < Envelope.HEAD || at >= Envelope.TAIL) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << (bit % 8));
                assertThatThrownBy(() -> Envelope.decode(flipped)).isInstanceOf(DecodingException.class);
            }
        }
        byte[] trailing = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> Envelope.decode(trailing)).isInstanceOf(DecodingException.class);
    }

    @Test
    void tags_roundTrip() {
        long seed = System.nanoTime();
        RandomText texts = new RandomText(new Random(seed));
        for (int i = 0; i < 2_000; i++) {
            List<String> tags =
                    Stream.generate(() -> texts.next(6)).limit(1 + i % 20).toList();
            byte[] key = i % 3 == 0 ? new byte[] {1, 2} : null;
            byte[] bytes = Envelope.encode(
                    CodecConfig.defaults(), new Envelope.Header(i, Freshness.NONE, tags, key), new byte[] {3, 4, 5});
            Envelope envelope = Envelope.decode(bytes);
            assertThat(envelope.tags()).as("seed %d", seed).isEqualTo(tags);
            assertThat(envelope.key()).as("seed %d", seed).isEqualTo(key);
            assertThat(envelope.valueLength()).as("seed %d", seed).isEqualTo(3);
        }
    }

    /** Their number and lengths may say anything. */
    @Test
    void decode_hostileTags() {
        byte[] bytes = Envelope.encode(
                CodecConfig.defaults(),
                new Envelope.Header(1, Freshness.NONE, List.of("a", "bc"), null),
                new byte[] {3, 4, 5});
        int accepted = 0;
        for (int at = Envelope.TAIL; at < bytes.length - 4; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] hostile = bytes.clone();
                hostile[at] = (byte) value;
                try {
                    Envelope envelope = Envelope.decode(sealed(hostile));
                    assertThat(envelope.tags()).isNotEmpty();
                    assertThat(envelope.valueLength()).isBetween(0, bytes.length);
                    accepted++;
                } catch (DecodingException expected) {
                    assertThat(expected).hasMessageMatching("An envelope's tags are .*|A text is not an escaped one");
                }
            }
        }
        // The letters of the tags, and the value.
        assertThat(accepted).isGreaterThan(3 * 256);
        for (int length = Envelope.TAIL + 4; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            int kept = length - Envelope.TAIL - 4;
            if (kept < 1 + 3 + 4) {
                assertThatThrownBy(() -> Envelope.decode(sealed(cut))).isInstanceOf(DecodingException.class);
            }
        }
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, Envelope.HEAD);
        crc.update(bytes, Envelope.TAIL, bytes.length - Envelope.TAIL - Integer.BYTES);
        return ByteBuffer.wrap(bytes)
                .putInt(bytes.length - Integer.BYTES, (int) crc.getValue())
                .array();
    }

    @Test
    void decode_random() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 1;
                bytes[1] = (byte) random.nextInt(2);
            }
            try {
                Envelope.decode(bytes);
                fail("seed %d, case %d: random bytes were taken for an envelope", seed, i);
            } catch (DecodingException expected) {
                assertThat(expected).hasMessageContaining("envelope");
            }
        }
    }
}
