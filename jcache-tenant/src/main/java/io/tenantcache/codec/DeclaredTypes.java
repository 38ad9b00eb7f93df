package io.tenantcache.codec;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The classes of an application that are reached from a declared type through what its fields declare. */
final class DeclaredTypes {

    private final Set<Class<?>> reached = new HashSet<>();
    /** Those seen: a bound may name its own variable. */
    private final Set<TypeVariable<?>> variables = new HashSet<>();

    private DeclaredTypes() {}

    static Set<Class<?>> of(Collection<? extends Class<?>> roots) {
        DeclaredTypes types = new DeclaredTypes();
        roots.forEach(types::reach);
        return Set.copyOf(types.reached);
    }

    private void reach(Type type) {
        if (type instanceof Class<?> plain) {
            reachClass(plain);
        } else if (type instanceof ParameterizedType generic) {
            reach(generic.getRawType());
            reachAll(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            reach(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            reachAll(wildcard.getUpperBounds());
            reachAll(wildcard.getLowerBounds());
        } else if (type instanceof TypeVariable<?> variable && variables.add(variable)) {
            reachAll(variable.getBounds());
        }
    }

    private void reachAll(Type[] types) {
        for (Type type : types) {
            reach(type);
        }
    }

    private void reachClass(Class<?> type) {
        if (type.isArray()) {
            reachClass(type.getComponentType());
            return;
        }
        // What the JDK offers is allowed by name, or not at all.
        if (type.isPrimitive() || type.getName().startsWith("java.") || !reached.add(type)) {
            return;
        }
        if (type.getGenericSuperclass() != null) {
            reach(type.getGenericSuperclass());
        }
        if (type.isSealed()) {
            reachAll(type.getPermittedSubclasses());
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                reach(field.getGenericType());
            }
        }
    }
}
