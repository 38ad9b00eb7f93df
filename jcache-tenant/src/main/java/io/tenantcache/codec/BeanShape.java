package io.tenantcache.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * The fields of an application's class by name, and a way to an empty object of it: by its constructor without parameters,
 * or by none. A field that an inherited one of the same name hides has the name of its class in front.
 */
final class BeanShape {

    private static final ClassValue<BeanShape> SHAPES = new ClassValue<>() {
        @Override
        protected BeanShape computeValue(Class<?> type) {
            return new BeanShape(type);
        }
    };

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final ObjectInstantiator<?> instantiator;

    private BeanShape(Class<?> type) {
        requireOurs(type);
        for (Class<?> at = type; at != Object.class; at = requireOurs(at.getSuperclass())) {
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    add(type, field);
                }
            }
        }
        this.instantiator = instantiator(type);
    }

    private static ObjectInstantiator<?> instantiator(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return () -> {
                try {
                    return constructor.newInstance();
                } catch (ReflectiveOperationException e) {
                    throw new DecodingException("The constructor of " + type.getName() + " fails", e);
                }
            };
        } catch (NoSuchMethodException none) {
            return new StdInstantiatorStrategy().newInstantiatorOf(type);
        }
    }

    /** What the JDK has is not taken apart by its fields; nor are collections, which would lose their elements. */
    private static Class<?> requireOurs(Class<?> type) {
        boolean collection = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
        if (collection || (type != Object.class && type.getName().startsWith("java."))) {
            throw new EncodingException("No form is known for what extends " + type.getName(), null);
        }
        return type;
    }

    private void add(Class<?> type, Field field) {
        String own = field.getName();
        String name = fields.containsKey(own) ? field.getDeclaringClass().getSimpleName() + '.' + own : own;
        if (fields.containsKey(name)) {
            throw new EncodingException(
                    "Two fields of " + type.getName() + " have the same name, and their classes too: rename one", null);
        }
        try {
            field.setAccessible(true);
        } catch (RuntimeException e) {
            throw new EncodingException(
                    "The class " + type.getName() + " is not open to reflection: open its package to all modules", e);
        }
        fields.put(name, field);
    }

    static BeanShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    Map<String, Field> fields() {
        return fields;
    }

    Object create() {
        return instantiator.newInstance();
    }

    static @Nullable Object get(Field field, Object instance) {
        try {
            return field.get(instance);
        } catch (IllegalAccessException e) {
            throw new EncodingException("A field of " + instance.getClass().getName() + " cannot be read", e);
        }
    }

    static void set(Field field, Object instance, @Nullable Object value) {
        try {
            field.set(instance, value);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new DecodingException("A field of " + instance.getClass().getName() + " is of another type", null);
        }
    }
}
