package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tenantcache.config.CodecConfig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final int CASES = 100_000;

    @Test
    void roundTrip() {
        for (byte[] key : new byte[][] {null, {}, {1, 2, 3}}) {
            for (byte[] value : new byte[][] {{}, {7}, new byte[1_000]}) {
                Envelope envelope = Envelope.decode(
                        Envelope.encode(CodecConfig.defaults(), new Envelope.Header(-5, List.of(), key), value));
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
        byte[] bytes = Envelope.encode(CodecConfig.defaults(), new Envelope.Header(1, List.of(), null), new byte[] {3});
        ByteBuffer.wrap(bytes).putLong(Envelope.HEAD, 98).putLong(Envelope.HEAD + Long.BYTES, 99);
        assertThat(Envelope.decode(bytes).revision()).isEqualTo(1);
    }

    @Test
    void decode_truncatedOrChanged() {
        byte[] bytes = Envelope.encode(
                CodecConfig.defaults(), new Envelope.Header(1, List.of(), new byte[] {1, 2}), new byte[] {3, 4, 5});
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
