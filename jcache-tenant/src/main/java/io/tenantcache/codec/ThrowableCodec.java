package io.tenantcache.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a value that is a {@link Throwable} out of another codec's hands: the fields of the JDK's own are open to nobody but Java
 * serialization, which is what this codec uses for it. Message, causes and suppressed ones come back as they were; stack traces
 * are left out, since they tell of another call, on another node perhaps, and would be most of the bytes.
 */
final class ThrowableCodec implements ValueCodec {

    /*
     * Java serialization runs what a class says of how it is read. Where an application has chosen it for a cache it has
     * chosen that too; here it is on the way of all caches, so fewer classes are let in: throwables that the list allows and the
     * JDK's plainest ones, and of all else what reading runs no code of but a record's constructor, as the other codecs do.
     */

    /** In front of the serial form. Kryo begins with the number of a class below 128, Java with 0xAC, JSON with a character. */
    private static final byte MARK = (byte) 0xFE;

    private static final Set<String> JDK = Stream.of(
                    "java.lang Throwable Exception RuntimeException Error StackTraceElement ArithmeticException"
                            + " ArrayIndexOutOfBoundsException ArrayStoreException AssertionError ClassCastException"
                            + " CloneNotSupportedException IllegalArgumentException IllegalStateException"
                            + " IndexOutOfBoundsException NegativeArraySizeException NullPointerException"
                            + " NumberFormatException SecurityException StringIndexOutOfBoundsException"
                            + " UnsupportedOperationException",
                    "java.io IOException EOFException FileNotFoundException UncheckedIOException",
                    "java.nio.file FileSystemException NoSuchFileException",
                    "java.sql SQLException SQLNonTransientException SQLDataException SQLTransientException"
                            + " SQLTimeoutException SQLIntegrityConstraintViolationException",
                    "java.time DateTimeException",
                    "java.time.format DateTimeParseException",
                    "java.util ConcurrentModificationException MissingResourceException NoSuchElementException",
                    "java.util.concurrent CompletionException ExecutionException TimeoutException")
            .flatMap(JdkTypes::names)
            .collect(Collectors.toUnmodifiableSet());

    private final ValueCodec values;
    private final Predicate<Class<?>> permits;
    private final ClassLoader classLoader;

    /** All but throwables go to that codec. */
    ThrowableCodec(ValueCodec values, AllowList allowed, ClassLoader classLoader) {
        this.values = values;
        this.permits = type -> isPlain(type) && (JDK.contains(element(type)) || SerialForms.permits(allowed, type));
        this.classLoader = classLoader;
    }

    private static String element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type.getName();
    }

    /** Whether reading it runs no code of the application but that of a throwable, or of a record's constructor. */
    private static boolean isPlain(Class<?> type) {
        return type.isArray()
                || type.isRecord()
                || Enum.class.isAssignableFrom(type)
                || Throwable.class.isAssignableFrom(type)
                || type.getName().startsWith("java.")
                || type == CollSer.class
                || type == HashedElements.class;
    }

    @Override
    public byte[] encode(Object value) {
        if (!(value instanceof Throwable)) {
            return values.encode(value);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.write(MARK);
        try (ConfinedObjectOutput out = new Output(bytes, permits)) {
            out.writeObject(value);
        } catch (EncodingException explained) {
            throw explained;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw EncodingException.of(value, e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        if (length == 0 || bytes[offset] != MARK) {
            return values.decode(bytes, offset, length);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(bytes, offset + 1, length - 1);
        try (ConfinedObjectInput objects = new ConfinedObjectInput(in, permits, classLoader)) {
            Object value = objects.readConfined();
            if (!(value instanceof Throwable) || in.available() != 0) {
                throw new DecodingException("Bytes are not those of one throwable", null);
            }
            return value;
        } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError | LinkageError e) {
            throw DecodingException.of(e);
        }
    }

    /** Leaves stack traces out, and says of what is refused which classes would not be. */
    private static final class Output extends ConfinedObjectOutput {

        private static final StackTraceElement[] NO_TRACE = {};

        Output(OutputStream out, Predicate<Class<?>> permits) throws IOException {
            super(out, permits);
        }

        @Override
        protected Object replaceObject(Object value) {
            if (value instanceof StackTraceElement[]) {
                return NO_TRACE;
            }
            if (!isPlain(value.getClass())) {
                throw new EncodingException(
                        "A throwable holds an object of " + value.getClass().getName()
                                + "; of an application's classes it may hold records, enums and throwables",
                        null);
            }
            return super.replaceObject(value);
        }
    }
}
