package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.testing.HostileInput;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The inputs that are kept, and as many changes of them, to all that reads what comes from Redis. The seed is of the clock,
 * or what {@code -Dtenantcache.fuzz.seed} says. {@link DecodingFuzz} looks for inputs that random changes do not reach.
 */
class HostileInputTest {

    private static final int CASES = 60_000;
    private static final int LONGEST = 4_096;

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void corpus(DecodingTarget target) {
        List<byte[]> corpus = target.corpus();
        corpus.forEach(target::check);
        // Else the format has changed, and changes of these inputs test nothing.
        assertThat(corpus).filteredOn(target::isAccepted).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void mutated(DecodingTarget target) {
        long seed = Long.getLong("tenantcache.fuzz.seed", System.nanoTime());
        Random random = new Random(seed);
        List<byte[]> corpus = target.corpus();
        for (int i = 0; i < CASES; i++) {
            byte[] input = mutated(corpus, random);
            try {
                target.check(input);
            } catch (Throwable e) {
                throw new AssertionError(target + ", -Dtenantcache.fuzz.seed=" + seed + ", case " + i, e);
            }
        }
    }

    /** That what is checked here would be seen. */
    @Test
    void check_sees() {
        byte[] input = {1};
        assertThatThrownBy(() -> HostileInput.check(input, bytes -> List.of(new byte[8 << 20])))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 bytes took");
        assertThatThrownBy(() -> HostileInput.check(input, bytes -> Integer.parseInt("x")))
                .isInstanceOf(NumberFormatException.class);
    }

    private static byte[] mutated(List<byte[]> corpus, Random random) {
        byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int from = random.nextInt(input.length + 1);
            int to = from + random.nextInt(Math.min(input.length - from, 16) + 1);
            input = switch (random.nextInt(5)) {
                case 0 -> spliced(input, from, to, new byte[0]);
                case 1 -> spliced(input, from, from, part(input, random));
                case 2 -> spliced(input, from, to, part(corpus.get(random.nextInt(corpus.size())), random));
                case 3 -> spliced(input, from, Math.min(from + 1, input.length), new byte[] {(byte) random.nextInt()});
                default -> flipped(input, random);
            };
        }
        return input.length <= LONGEST ? input : spliced(input, LONGEST, input.length, new byte[0]);
    }

    private static byte[] part(byte[] of, Random random) {
        int from = random.nextInt(of.length + 1);
        int to = from + random.nextInt(Math.min(of.length - from, 64) + 1);
        return java.util.Arrays.copyOfRange(of, from, to);
    }

    private static byte[] flipped(byte[] input, Random random) {
        if (input.length > 0) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] with) {
        byte[] result = new byte[input.length - (to - from) + with.length];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(input, to, result, from + with.length, input.length - to);
        return result;
    }
}
