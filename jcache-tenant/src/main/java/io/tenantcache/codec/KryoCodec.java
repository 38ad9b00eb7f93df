package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import com.esotericsoftware.kryo.util.MapReferenceResolver;
import com.esotericsoftware.kryo.util.Pool;
import io.tenantcache.ParameterKey;
import java.net.URI;
import java.sql.Timestamp;
import java.util.UUID;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Kryo, confined to an allow list. Objects need no interface and no constructor of their own; records, graphs with cycles and
 * the JDK's immutable collections come back as they were. A class that gained or lost a field still reads what was written
 * before.
 */
public final class KryoCodec implements ValueCodec {

    /** Whether an object that a graph holds twice is written once. */
    enum References {
        /** Written once: cycles are kept. */
        KEPT,
        /** Written each time: equal graphs have equal bytes. */
        IGNORED
    }

    /*
     * Instances of Kryo are not thread safe and take long to make, so they are pooled, in the codec itself: thread locals
     * would outlive the application whose classes they refer to. An instance that failed is not used again.
     */

    private static final int POOLED = 16;
    private static final int DEEPEST = 400;

    private final Pool<Kryo> pool;

    /** A codec for what the list allows, with the classes as that loader finds them. */
    public KryoCodec(AllowList allowed, ClassLoader classLoader) {
        this(allowed, classLoader, References.KEPT);
    }

    KryoCodec(AllowList allowed, ClassLoader classLoader, References references) {
        this.pool = new Pool<>(true, false, POOLED) {
            @Override
            protected Kryo create() {
                return kryo(allowed, classLoader, references);
            }
        };
    }

    private static Kryo kryo(AllowList allowed, ClassLoader classLoader, References references) {
        Kryo kryo = new Kryo(new ConfinedResolver(allowed), new MapReferenceResolver());
        kryo.setClassLoader(classLoader);
        kryo.setRegistrationRequired(false);
        kryo.setReferences(references == References.KEPT);
        kryo.setMaxDepth(DEEPEST);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        kryo.setDefaultSerializer(new FieldsByName());
        kryo.addDefaultSerializer(Record.class, new NamedRecordSerializer());
        kryo.addDefaultSerializer(ParameterKey.class, new ParameterKeySerializer());
        kryo.addDefaultSerializer(URI.class, new DefaultSerializers.URISerializer());
        kryo.addDefaultSerializer(UUID.class, new DefaultSerializers.UUIDSerializer());
        if (ModuleLayer.boot().findModule("java.sql").isPresent()) {
            kryo.addDefaultSerializer(Timestamp.class, new DefaultSerializers.TimestampSerializer());
        }
        LosslessSerializers.addTo(kryo);
        WrappedCollections.addTo(kryo);
        BoundedSerializers.addTo(kryo);
        return kryo;
    }

    @Override
    public byte[] encode(Object value) {
        Kryo kryo = pool.obtain();
        byte[] bytes;
        try {
            Output output = new Output(256, -1);
            kryo.writeClassAndObject(output, value);
            bytes = output.toBytes();
        } catch (RuntimeException | StackOverflowError e) {
            throw EncodingException.of(value, e);
        }
        pool.free(kryo);
        return bytes;
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        Kryo kryo = pool.obtain();
        Object value;
        try {
            Input input = new BoundedInput(bytes, offset, length);
            value = kryo.readClassAndObject(input);
            if (value == null || input.position() != input.limit()) {
                throw new DecodingException("Bytes are not those of one value", null);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw DecodingException.of(e);
        }
        pool.free(kryo);
        return value;
    }

    /** Lets a class in only after the list has been asked; a name is resolved without initialising the class. */
    private static final class ConfinedResolver extends DefaultClassResolver {

        private final AllowList allowed;

        ConfinedResolver(AllowList allowed) {
            this.allowed = allowed;
        }

        @Override
        @SuppressWarnings("rawtypes") // as Kryo declares it
        public Registration registerImplicit(Class type) {
            allowed.require(type);
            return super.registerImplicit(type);
        }
    }
}
