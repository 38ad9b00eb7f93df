package io.tenantcache.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.SerializerFactory;
import com.esotericsoftware.kryo.SerializerFactory.BaseSerializerFactory;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.DefaultArraySerializers;
import com.esotericsoftware.kryo.serializers.DefaultSerializers;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Kryo's serializers of what has a length, made to look at the length before they take memory for it. */
final class BoundedSerializers {

    private BoundedSerializers() {}

    static void addTo(Kryo kryo) {
        kryo.addDefaultSerializer(
                boolean[].class, new CheckedArray<>(new DefaultArraySerializers.BooleanArraySerializer()));
        kryo.addDefaultSerializer(
                String[].class, new CheckedArray<>(new DefaultArraySerializers.StringArraySerializer()));
        kryo.addDefaultSerializer(
                Object[].class,
                made((used, type) ->
                        new CheckedArray<>(new DefaultArraySerializers.ObjectArraySerializer(used, type))));
        // The first that fits counts: what is special about a collection stands before what is general.
        kryo.addDefaultSerializer(EnumSet.class, new DefaultSerializers.EnumSetSerializer());
        kryo.addDefaultSerializer(TreeSet.class, new DefaultSerializers.TreeSetSerializer());
        kryo.addDefaultSerializer(PriorityQueue.class, new CheckedQueue());
        kryo.addDefaultSerializer(
                ConcurrentSkipListMap.class, new DefaultSerializers.ConcurrentSkipListMapSerializer());
        kryo.addDefaultSerializer(TreeMap.class, new DefaultSerializers.TreeMapSerializer());
        kryo.addDefaultSerializer(Collection.class, made((used, type) -> {
            ContainerSerializers.requirePlain(type);
            return new ContainerSerializers.OfCollection();
        }));
        kryo.addDefaultSerializer(Map.class, made((used, type) -> {
            ContainerSerializers.requirePlain(type);
            return new ContainerSerializers.OfMap();
        }));
    }

    private static SerializerFactory<?> made(BiFunction<Kryo, Class<?>, Serializer<?>> maker) {
        return new BaseSerializerFactory<Serializer<?>>() {
            @Override
            @SuppressWarnings("rawtypes")
            public Serializer<?> newSerializer(Kryo kryo, Class type) {
                return maker.apply(kryo, type);
            }
        };
    }

    /** An array: its length stands first. */
    private static final class CheckedArray<T> extends Serializer<T> {

        private final Serializer<T> array;

        CheckedArray(Serializer<T> array) {
            this.array = array;
            setAcceptsNull(array.getAcceptsNull());
        }

        @Override
        public void write(Kryo kryo, Output output, @Nullable T value) {
            array.write(kryo, output, value);
        }

        @Override
        public @Nullable T read(Kryo kryo, Input input, Class<? extends T> type) {
            ((BoundedInput) input).checkLengthAhead();
            return array.read(kryo, input, type);
        }
    }

    /** The queue takes its size at once. */
    private static final class CheckedQueue extends DefaultSerializers.PriorityQueueSerializer {
        @Override
        @SuppressWarnings("rawtypes") // as Kryo declares it
        protected PriorityQueue create(Kryo kryo, Input input, Class<? extends PriorityQueue> type, int size) {
            return super.create(kryo, input, type, ((BoundedInput) input).checked(size));
        }
    }
}
