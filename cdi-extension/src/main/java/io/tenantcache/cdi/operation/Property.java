package io.tenantcache.cdi.operation;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A component of a record, what a getter answers, or a field. */
public final class Property {

    private final @Nullable Method getter;
    private final @Nullable Field field;

    private Property(@Nullable Method getter, @Nullable Field field) {
        this.getter = getter;
        this.field = field;
    }

    /** The property of that name; empty if the class has none that can be read. */
    public static Optional<Property> of(Class<?> type, String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        Stream<String> getters = Stream.of("get" + capital, "is" + capital);
        return Stream.concat(type.isRecord() ? Stream.of(name) : Stream.empty(), getters)
                .flatMap(getter -> Arrays.stream(type.getMethods())
                        .filter(method -> method.getName().equals(getter) && isGetter(method)))
                .filter(Property::isOpen)
                .findFirst()
                .map(method -> new Property(method, null))
                .or(() -> field(type, name).map(found -> new Property(null, found)));
    }

    private static boolean isGetter(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && method.getDeclaringClass() != Object.class;
    }

    private static Optional<Field> field(Class<?> type, String name) {
        return Stream.<Class<?>>iterate(type, parent -> parent != null, Class::getSuperclass)
                .flatMap(parent -> Arrays.stream(parent.getDeclaredFields()))
                .filter(field -> field.getName().equals(name) && !Modifier.isStatic(field.getModifiers()))
                .filter(Property::isOpen)
                .findFirst();
    }

    private static boolean isOpen(AccessibleObject member) {
        return member.trySetAccessible();
    }

    /** The type of its value, as it is declared. */
    public Type type() {
        return getter != null ? getter.getGenericReturnType() : owned().getGenericType();
    }

    /** The class that declares it. */
    public Class<?> owner() {
        return getter != null ? getter.getDeclaringClass() : owned().getDeclaringClass();
    }

    private Field owned() {
        if (field == null) {
            throw new IllegalStateException("A property is a getter or a field");
        }
        return field;
    }

    /** Its value in that object. */
    @Nullable
    Object of(Object object) {
        try {
            return getter != null ? getter.invoke(object) : owned().get(object);
        } catch (IllegalAccessException | InvocationTargetException failure) {
            throw new IllegalStateException(
                    "A property of " + object.getClass().getName() + " cannot be read", failure);
        }
    }
}
