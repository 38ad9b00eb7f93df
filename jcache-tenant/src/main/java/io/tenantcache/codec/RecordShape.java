package io.tenantcache.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a record is taken apart, by its fields, and put together, by its canonical constructor. */
final class RecordShape {

    /** Softly: a record of a longer-lived class loader must not hold the application that this class is part of. */
    private static final ClassValue<SoftReference<RecordShape>> SHAPES = new ClassValue<>() {
        @Override
        protected SoftReference<RecordShape> computeValue(Class<?> type) {
            return new SoftReference<>(new RecordShape(type));
        }
    };

    private final List<String> names;
    private final Class<?>[] types;
    private final MethodHandle[] getters;
    private final MethodHandle constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.names = Arrays.stream(components).map(RecordComponent::getName).toList();
        this.types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        this.getters = new MethodHandle[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (int i = 0; i < components.length; i++) {
                // The field, not the accessor: an application may have written that.
                Field field = type.getDeclaredField(names.get(i));
                field.setAccessible(true);
                getters[i] = lookup.unreflectGetter(field).asType(MethodType.methodType(Object.class, Object.class));
            }
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            this.constructor = lookup.unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new EncodingException(
                    "The record " + type.getName() + " is not open to reflection: open its package to all modules", e);
        }
    }

    static RecordShape of(Class<?> type) {
        RecordShape shape = SHAPES.get(type).get();
        while (shape == null) {
            SHAPES.remove(type);
            shape = SHAPES.get(type).get();
        }
        return shape;
    }

    List<String> names() {
        return names;
    }

    int size() {
        return types.length;
    }

    Class<?> type(int component) {
        return types[component];
    }

    @Nullable
    Object get(Object instance, int component) {
        try {
            return getters[component].invokeExact(instance);
        } catch (Throwable e) {
            throw new EncodingException("A component of " + instance.getClass().getName() + " cannot be read", e);
        }
    }

    /** What a component has that nobody wrote. */
    @Nullable
    Object defaultOf(int component) {
        Class<?> type = types[component];
        return type.isPrimitive() ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0) : null;
    }

    /**
     * A record of those components.
     *
     * @throws DecodingException if its constructor refuses them
     */
    Object create(@Nullable Object[] components) {
        try {
            return constructor.invokeExact(components);
        } catch (Throwable e) {
            throw new DecodingException("A record refuses its components", e);
        }
    }
}
