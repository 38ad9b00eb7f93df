package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The private classes behind the JDK's factories of collections. They are written as their elements, and come back from the
 * same factory, or from one whose collections are equal and as immutable.
 */
final class WrappedCollections {

    private WrappedCollections() {}

    static void addTo(Kryo kryo) {
        JdkTypes.wrappers()
                .map(Object::getClass)
                .distinct()
                .forEach(type -> kryo.addDefaultSerializer(type, serializer(type)));
    }

    private static Serializer<?> serializer(Class<?> type) {
        return Map.class.isAssignableFrom(type) ? new OfMap(type) : new OfCollection(type);
    }

    private static int size(Input input) {
        return ((BoundedInput) input).checked(input.readVarInt(true));
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparator<Object> comparator(Kryo kryo, Input input) {
        return (Comparator<Object>) kryo.readClassAndObject(input);
    }

    private static final class OfCollection extends Serializer<Collection<?>> {

        private final Class<?> wrapped;

        OfCollection(Class<?> wrapped) {
            super(false, false);
            this.wrapped = wrapped;
        }

        @Override
        public void write(Kryo kryo, Output output, Collection<?> value) {
            Object[] elements = value.toArray();
            output.writeVarInt(elements.length, true);
            for (Object element : elements) {
                kryo.writeClassAndObject(output, element);
            }
            if (value instanceof SortedSet<?> sorted) {
                kryo.writeClassAndObject(output, sorted.comparator());
            }
        }

        @Override
        public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
            int size = size(input);
            List<@Nullable Object> elements = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                Object element = kryo.readClassAndObject(input);
                if (Set.class.isAssignableFrom(wrapped)) {
                    ((BoundedInput) input).hashes().spend(element);
                }
                elements.add(element);
            }
            return Wrappers.collection(
                    wrapped, elements, SortedSet.class.isAssignableFrom(wrapped) ? comparator(kryo, input) : null);
        }
    }

    private static final class OfMap extends Serializer<Map<?, ?>> {

        private final Class<?> wrapped;

        OfMap(Class<?> wrapped) {
            super(false, false);
            this.wrapped = wrapped;
        }

        @Override
        public void write(Kryo kryo, Output output, Map<?, ?> value) {
            ContainerSerializers.writeEntries(kryo, output, value);
            if (value instanceof SortedMap<?, ?> sorted) {
                kryo.writeClassAndObject(output, sorted.comparator());
            }
        }

        @Override
        public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
            int size = size(input);
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                Object key = kryo.readClassAndObject(input);
                ((BoundedInput) input).hashes().spend(key);
                entries.put(key, kryo.readClassAndObject(input));
            }
            return Wrappers.map(
                    wrapped, entries, SortedMap.class.isAssignableFrom(wrapped) ? comparator(kryo, input) : null);
        }
    }
}
