package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.SerializerFactory.BaseSerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer;
import com.esotericsoftware.kryo.serializers.CompatibleFieldSerializer.CompatibleFieldSerializerConfig;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Objects by the names of their fields; by those of the declaring classes too where a class has a field of the same name as one
 * that it inherits, for of two fields of one name Kryo would read back one.
 */
final class FieldsByName extends BaseSerializerFactory<CompatibleFieldSerializer<?>> {

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as Kryo declares it
    public CompatibleFieldSerializer<?> newSerializer(Kryo kryo, Class type) {
        CompatibleFieldSerializerConfig config = new CompatibleFieldSerializerConfig();
        if (hasTwins(type, Field::getName)) {
            if (hasTwins(type, field -> field.getDeclaringClass().getSimpleName() + '.' + field.getName())) {
                throw new EncodingException(
                        "Two fields of " + type.getName() + " have the same name, and their classes too: rename one",
                        null);
            }
            config.setExtendedFieldNames(true);
        }
        return new BoundedFields(kryo, type, config);
    }

    private static boolean hasTwins(Class<?> type, Function<Field, String> name) {
        Set<String> names = new HashSet<>();
        for (@Nullable Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean stored =
                        !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers) && !field.isSynthetic();
                if (stored && !names.add(name.apply(field))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at the number of fields before Kryo takes memory for their names. */
    private static final class BoundedFields extends CompatibleFieldSerializer<Object> {

        BoundedFields(Kryo kryo, Class<?> type, CompatibleFieldSerializerConfig config) {
            super(kryo, type, config);
        }

        @Override
        @SuppressWarnings("unchecked") // as Kryo declares it
        protected Object create(Kryo kryo, Input input, Class<?> type) {
            // The names follow where the first object of the class in a graph does; Kryo keeps them under this key.
            if (!kryo.getGraphContext().containsKey(this)) {
                ((BoundedInput) input).checkCountAhead();
            }
            return super.create(kryo, input, type);
        }
    }
}
