package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records by the names of their components, which stand once in each graph: a component that was added since is null, 0 or
 * false, and one that was taken away is passed over.
 */
final class NamedRecordSerializer extends Serializer<Record> {

    NamedRecordSerializer() {
        super(false, true);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(Kryo kryo, Output output, Record value) {
        Class<?> type = value.getClass();
        RecordShape shape = RecordShape.of(type);
        if (kryo.getGraphContext().put(type, true) == null) {
            output.writeVarInt(shape.size(), true);
            shape.names().forEach(output::writeString);
        }
        for (int i = 0; i < shape.size(); i++) {
            kryo.writeClassAndObject(output, shape.get(value, i));
        }
    }

    @Override
    public Record read(Kryo kryo, Input input, Class<? extends Record> type) {
        RecordShape shape = RecordShape.of(type);
        int[] written = written(kryo, input, type, shape);
        @Nullable Object[] components = new Object[shape.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = shape.defaultOf(i);
        }
        for (int component : written) {
            Object value = kryo.readClassAndObject(input);
            if (component >= 0) {
                components[component] = value;
            }
        }
        return (Record) shape.create(components);
    }

    /** Which component each written value belongs to; -1 for none. */
    @SuppressWarnings("unchecked")
    private static int[] written(Kryo kryo, Input input, Class<?> type, RecordShape shape) {
        int[] known = (int[]) kryo.getGraphContext().get(type);
        if (known != null) {
            return known;
        }
        List<String> names = shape.names();
        int[] written = new int[((BoundedInput) input).checked(input.readVarInt(true))];
        for (int i = 0; i < written.length; i++) {
            String name = input.readString();
            if (name == null) {
                throw new KryoException("A record's component has no name");
            }
            written[i] = names.indexOf(name);
        }
        kryo.getGraphContext().put(type, written);
        return written;
    }
}
