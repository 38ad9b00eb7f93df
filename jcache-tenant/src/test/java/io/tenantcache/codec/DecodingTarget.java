package io.tenantcache.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tenantcache.config.Codec;
import io.tenantcache.redis.Messages;
import io.tenantcache.testing.HostileInput;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** All that reads what comes from Redis. A codec that is added to {@link Codec} needs a line here. */
enum DecodingTarget {
    ENVELOPE(input -> Envelope.decode(withItsChecksum(input))),
    KRYO(codec(Codec.KRYO)),
    JAVA(codec(Codec.JAVA)),
    JSON(codec(Codec.JSON)),
    THROWABLE(codec(Codec.KRYO)),
    KEY_TEXT(input -> keys().decode(new String(input, ISO_8859_1))),
    KEY_STORED(input -> keys().decodeStored(input)),
    MESSAGE(input -> {
        if (!Messages.isOne(input, keys())) {
            throw new DecodingException("No message", null);
        }
    });

    enum Suit {
        HEARTS,
        SPADES {}
    }

    /** As an application's record would be. */
    @SuppressWarnings("ArrayRecordComponent") // arrays are attacked too
    record Item(String name, @Nullable Suit suit, int @Nullable [] counts, List<Item> parts) implements Serializable {}

    /** As an application's bean would be, and able to hold itself. */
    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        long number;

        @SuppressWarnings("serial") // it holds whatever a test puts there
        @Nullable
        Object held;
    }

    /** As an application's exception would be. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final @Nullable Item item;

        Refused(String message, @Nullable Item item, @Nullable Throwable cause) {
            super(message, cause);
            this.item = item;
        }
    }

    private static final AllowList ALLOWED =
            AllowList.of(List.of(), List.of(Item.class, Node.class, Suit.class, Refused.class));
    private static final KeyText KEYS = new KeyText(ALLOWED, DecodingTarget.class.getClassLoader());

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Consumer<byte[]> decoder;

    DecodingTarget(Consumer<byte[]> decoder) {
        this.decoder = decoder;
    }

    private static KeyText keys() {
        return KEYS;
    }

    private static Consumer<byte[]> codec(Codec kind) {
        return new Consumer<>() {
            private @Nullable ValueCodec codec;

            @Override
            public void accept(byte[] input) {
                ValueCodec made = codec;
                if (made == null) {
                    made = ValueCodec.of(kind, ALLOWED, DecodingTarget.class.getClassLoader());
                    codec = made;
                }
                made.decode(input, 0, input.length);
            }
        };
    }

    /** Whoever writes to Redis can count a checksum: an input that has a wrong one would test nothing but that. */
    private static byte[] withItsChecksum(byte[] input) {
        int end = input.length - Integer.BYTES;
        if (end < Envelope.TAIL) {
            return input;
        }
        CRC32C crc = new CRC32C();
        crc.update(input, 0, Envelope.HEAD);
        crc.update(input, Envelope.TAIL, end - Envelope.TAIL);
        return ByteBuffer.wrap(input.clone()).putInt(end, (int) crc.getValue()).array();
    }

    /**
     * Decodes the input.
     *
     * @return the bytes of memory that it took
     * @throws AssertionError if it does what no input may do
     */
    long check(byte[] input) {
        return HostileInput.check(input, decoder);
    }

    boolean isAccepted(byte[] input) {
        try {
            decoder.accept(input);
            return true;
        } catch (DecodingException e) {
            return false;
        }
    }

    /** The inputs that are kept with the tests: honest ones, ones that name a class that is not allowed, and findings. */
    List<byte[]> corpus() {
        try (Stream<Path> files = Files.list(folder())) {
            List<byte[]> inputs = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return Path.of("src/test/fuzz", name());
    }
}
