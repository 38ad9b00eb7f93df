package io.tenantcache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.codec.DecodingTarget.Item;
import io.tenantcache.codec.DecodingTarget.Refused;
import io.tenantcache.codec.DecodingTarget.Suit;
import io.tenantcache.config.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions through each codec. */
class ThrowableCodecTest {

    /** Says itself how it is read, which only Java serialization asks. */
    static final class Telling implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final AtomicInteger READ = new AtomicInteger();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            READ.incrementAndGet();
        }
    }

    static final class Holding extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // it holds whatever a test puts there
        final @Nullable Object held;

        Holding(@Nullable Object held) {
            this.held = held;
        }
    }

    /** Not on the list. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static ValueCodec codec(Codec kind) {
        AllowList allowed =
                AllowList.of(List.of(), List.of(Refused.class, Item.class, Suit.class, Holding.class, Telling.class));
        return ValueCodec.of(kind, allowed, ThrowableCodecTest.class.getClassLoader());
    }

    private static <T extends Throwable> T copy(Codec kind, T thrown) {
        byte[] bytes = codec(kind).encode(thrown);
        @SuppressWarnings("unchecked")
        T copy = (T) codec(kind).decode(bytes, 0, bytes.length);
        return copy;
    }

    static List<Throwable> ofTheJdk() throws Exception {
        return List.of(
                new IllegalStateException("why", new TimeoutException("late")),
                new NoSuchElementException("none"),
                new UncheckedIOException(new IOException("gone")),
                new SQLException("no table", "42P01", 7),
                new AssertionError("wrong"));
    }

    @ParameterizedTest
    @MethodSource("ofTheJdk")
    void roundTrip_ofTheJdk(Throwable thrown) {
        Throwable copy = copy(Codec.KRYO, thrown);
        assertThat(copy).isNotSameAs(thrown).hasSameClassAs(thrown).hasMessage(thrown.getMessage());
        if (thrown.getCause() != null) {
            assertThat(copy.getCause())
                    .hasSameClassAs(thrown.getCause())
                    .hasMessage(thrown.getCause().getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void roundTrip_ofTheApplication(Codec kind) {
        Refused thrown = new Refused(
                "why", new Item("a", Suit.SPADES, new int[] {1}, List.of()), new IllegalStateException("cause"));
        thrown.addSuppressed(new IllegalArgumentException("beside"));
        Refused copy = copy(kind, thrown);
        assertThat(copy).hasMessage("why");
        assertThat(copy.item).isNotNull().extracting(Item::suit).isEqualTo(Suit.SPADES);
        assertThat(copy.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("cause");
        assertThat(copy.getSuppressed()).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stackTraces_leftOut_andFilledInAgain() {
        Refused thrown = new Refused("why", null, new IllegalStateException("cause"));
        Refused copy = copy(Codec.KRYO, thrown);
        assertThat(copy.getStackTrace()).isEmpty();
        assertThat(Objects.requireNonNull(copy.getCause()).getStackTrace()).isEmpty();
        assertThat(copy.fillInStackTrace().getStackTrace()).isNotEmpty();
        assertThat(thrown.getStackTrace()).as("of the one that was thrown").isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void values_stayTheCodecsOwn(Codec kind) {
        byte[] bytes = codec(kind).encode(new ArrayList<>(List.of("a")));
        assertThat(codec(kind).decode(bytes, 0, bytes.length)).isEqualTo(List.of("a"));
    }

    @Test
    void encode_notAllowed() {
        ValueCodec codec = codec(Codec.KRYO);
        assertThatThrownBy(() -> codec.encode(new Unknown()))
                .isInstanceOf(ClassNotAllowedException.class)
                .hasMessageContaining(Unknown.class.getName());
        assertThatThrownBy(() -> codec.encode(new Refused("why", null, new Unknown())))
                .isInstanceOf(ClassNotAllowedException.class);
    }

    @Test
    void encode_holdsWhatReadsItself() {
        assertThatThrownBy(() -> codec(Codec.KRYO).encode(new Holding(new Telling())))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining(Telling.class.getName())
                .hasMessageContaining("records");
        assertThat(copy(Codec.KRYO, new Holding(Map.of("a", List.of(1)))).held).isEqualTo(Map.of("a", List.of(1)));
    }

    /** What an attacker would write: the list allows both classes, and neither may run code here. */
    @Test
    void decode_whatReadsItself() throws IOException {
        for (Object hostile : List.of(new Telling(), new Holding(new Telling()))) {
            byte[] bytes = marked(hostile);
            assertThatThrownBy(() -> codec(Codec.KRYO).decode(bytes, 0, bytes.length))
                    .isInstanceOf(DecodingException.class);
        }
        assertThat(Telling.READ).hasValue(0);
    }

    @Test
    void decode_noThrowable() throws IOException {
        byte[] bytes = marked("text");
        assertThatThrownBy(() -> codec(Codec.KRYO).decode(bytes, 0, bytes.length))
                .isInstanceOf(DecodingException.class);
    }

    private static byte[] marked(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xFE);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }
}
