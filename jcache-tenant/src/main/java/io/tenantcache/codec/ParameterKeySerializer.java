package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.tenantcache.ParameterKey;
import org.jspecify.annotations.Nullable;

/** Keys of parameters without their hash, which another JVM may count otherwise. */
final class ParameterKeySerializer extends Serializer<ParameterKey> {

    ParameterKeySerializer() {
        super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, ParameterKey key) {
        @Nullable Object[] parameters = key.parameters();
        output.writeVarInt(parameters.length, true);
        for (Object parameter : parameters) {
            kryo.writeClassAndObject(output, parameter);
        }
    }

    @Override
    public ParameterKey read(Kryo kryo, Input input, Class<? extends ParameterKey> type) {
        @Nullable Object[] parameters = new Object[((BoundedInput) input).checked(input.readVarInt(true))];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = kryo.readClassAndObject(input);
        }
        ((BoundedInput) input).hashes().spendAll(parameters);
        return ParameterKey.of(parameters);
    }
}
