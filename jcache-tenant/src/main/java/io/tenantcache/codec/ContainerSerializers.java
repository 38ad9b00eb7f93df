package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** Collections and maps as their elements: as many as there were at one moment, and hashed only where that can be afforded. */
final class ContainerSerializers {

    private ContainerSerializers() {}

    /**
     * Makes sure that the elements are all that there is to a collection.
     *
     * @throws EncodingException if a class of an application adds fields, or cannot be made empty
     */
    static void requirePlain(Class<?> type) {
        if (JdkTypes.contains(type)) {
            return;
        }
        for (Class<?> at = type; !at.getName().startsWith("java."); at = at.getSuperclass()) {
            if (Arrays.stream(at.getDeclaredFields()).anyMatch(ContainerSerializers::isState)) {
                throw new EncodingException(
                        "The collection " + type.getName() + " has fields of its own, which would be lost: hold the"
                                + " elements in a field of a class or a record instead",
                        null);
            }
        }
        if (Arrays.stream(type.getDeclaredConstructors()).noneMatch(made -> made.getParameterCount() == 0)) {
            throw new EncodingException(
                    "The collection " + type.getName() + " has no constructor without parameters", null);
        }
    }

    private static boolean isState(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.isSynthetic();
    }

    /** As many entries as there are at one moment; none is hashed. */
    static void writeEntries(Kryo kryo, Output output, Map<?, ?> map) {
        List<@Nullable Object> flat = new ArrayList<>(2 * map.size());
        map.forEach((key, mapped) -> {
            flat.add(key);
            flat.add(mapped);
        });
        output.writeVarInt(flat.size() / 2, true);
        flat.forEach(each -> kryo.writeClassAndObject(output, each));
    }

    /** A collection, other than a sorted one. */
    static final class OfCollection extends Serializer<Collection<?>> {

        @Override
        public void write(Kryo kryo, Output output, Collection<?> value) {
            Object[] elements = value.toArray();
            output.writeVarInt(elements.length, true);
            for (Object element : elements) {
                kryo.writeClassAndObject(output, element);
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
            int size = ((BoundedInput) input).checked(input.readVarInt(true));
            Collection<@Nullable Object> all = (Collection<@Nullable Object>)
                    (type.getName().equals("java.util.ArrayList") ? new ArrayList<>(size) : kryo.newInstance(type));
            kryo.reference(all);
            boolean copiesOnWrite = all instanceof CopyOnWriteArrayList || all instanceof CopyOnWriteArraySet;
            Collection<@Nullable Object> elements = copiesOnWrite ? new ArrayList<>(size) : all;
            boolean hashed = !(all instanceof List);
            for (int i = 0; i < size; i++) {
                Object element = kryo.readClassAndObject(input);
                if (hashed) {
                    ((BoundedInput) input).hashes().spend(element);
                }
                elements.add(element);
            }
            if (copiesOnWrite) {
                all.addAll(elements);
            }
            return all;
        }
    }

    /** A map, other than a sorted one. */
    static final class OfMap extends Serializer<Map<?, ?>> {

        @Override
        public void write(Kryo kryo, Output output, Map<?, ?> value) {
            writeEntries(kryo, output, value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
            int size = ((BoundedInput) input).checked(input.readVarInt(true));
            Map<@Nullable Object, @Nullable Object> map =
                    (Map<@Nullable Object, @Nullable Object>) kryo.newInstance(type);
            kryo.reference(map);
            for (int i = 0; i < size; i++) {
                Object key = kryo.readClassAndObject(input);
                ((BoundedInput) input).hashes().spend(key);
                map.put(key, kryo.readClassAndObject(input));
            }
            return map;
        }
    }
}
