package io.tenantcache.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Java serialization, confined to an allow list: for classes that say themselves how they are serialized. Graphs with
 * cycles come back as they were, but a hash map or set that holds itself is refused when it is encoded, as is what is not
 * {@link java.io.Serializable} (an {@link java.util.Optional} for one). What is nested more than
 * {@value ConfinedObjectInput#DEEPEST} levels deep is not read back. A value may hold the {@code Class} of an allowed class.
 */
public final class JavaCodec implements ValueCodec {

    private final Predicate<Class<?>> permits;
    private final ClassLoader classLoader;

    /** A codec for what the list allows, with the classes as that loader finds them. */
    public JavaCodec(AllowList allowed, ClassLoader classLoader) {
        this.permits = type -> SerialForms.permits(allowed, type);
        this.classLoader = classLoader;
    }

    @Override
    public byte[] encode(Object value) {
        if (value instanceof Class) {
            throw new ClassNotAllowedException(Class.class);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ConfinedObjectOutput out = new ConfinedObjectOutput(bytes, permits)) {
            out.writeObject(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw EncodingException.of(value, e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes, offset, length);
        try (ConfinedObjectInput objects = new ConfinedObjectInput(in, permits, classLoader)) {
            Object value = objects.readConfined();
            if (value == null || in.available() != 0) {
                throw new DecodingException("Bytes are not those of one value", null);
            }
            return value;
        } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError | LinkageError e) {
            throw DecodingException.of(e);
        }
    }
}
