package io.tenantcache.codec;

import io.tenantcache.config.Codec;

/** Values to bytes and back. Thread safe. */
public interface ValueCodec {

    /** The codec of that name for what the list allows, with the classes as that loader finds them. */
    static ValueCodec of(Codec codec, AllowList allowed, ClassLoader classLoader) {
        ValueCodec values = switch (codec) {
            case KRYO -> new KryoCodec(allowed, classLoader);
            case JAVA -> new JavaCodec(allowed, classLoader);
            case JSON -> new JsonCodec(allowed, classLoader);
        };
        return new ThrowableCodec(values, allowed, classLoader);
    }

    /**
     * The value's bytes.
     *
     * @param value not null
     * @throws ClassNotAllowedException if it holds an object of a class that may not be stored
     * @throws EncodingException if it cannot be encoded for another reason
     */
    byte[] encode(Object value);

    /**
     * The value of these bytes. Whatever the bytes are, nothing outside of the allowed classes is instantiated or
     * initialised, and no more memory is taken than is in proportion to their number.
     *
     * @throws DecodingException if they are not those of a value
     */
    Object decode(byte[] bytes, int offset, int length);
}
