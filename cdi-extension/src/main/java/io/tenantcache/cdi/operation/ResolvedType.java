package io.tenantcache.cdi.operation;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type as a member of a class declares it, with the variables that the class binds: the {@code T} of an inherited
 * {@code T find(long id)} is the bean's own.
 */
public final class ResolvedType {

    private final Type type;
    private final Map<TypeVariable<?>, Type> bindings;

    private ResolvedType(Type type, Map<TypeVariable<?>, Type> bindings) {
        Type resolved = type;
        while (resolved instanceof TypeVariable<?> variable && bindings.containsKey(variable)) {
            resolved = bindings.get(variable);
        }
        this.type = resolved;
        this.bindings = bindings;
    }

    /** The type as it is for members of that class. */
    public static ResolvedType of(Type type, Class<?> owner) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        bind(owner, bindings);
        return new ResolvedType(type, bindings);
    }

    private static void bind(@Nullable Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                bindings.put(raw.getTypeParameters()[i], parameterized.getActualTypeArguments()[i]);
            }
            bindParents(raw, bindings);
        } else if (type instanceof Class<?> raw) {
            bindParents(raw, bindings);
        }
    }

    private static void bindParents(Class<?> raw, Map<TypeVariable<?>, Type> bindings) {
        bind(raw.getGenericSuperclass(), bindings);
        Arrays.stream(raw.getGenericInterfaces()).forEach(parent -> bind(parent, bindings));
    }

    /** The class; a primitive type's is its box. */
    public Class<?> raw() {
        if (type instanceof Class<?> plain) {
            return MethodType.methodType(plain).wrap().returnType();
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(with(array.getGenericComponentType()).raw(), 0)
                    .getClass();
        }
        return with(bound()).raw();
    }

    private Type bound() {
        Type[] bounds = type instanceof WildcardType wildcard
                ? wildcard.getUpperBounds()
                : ((TypeVariable<?>) type).getBounds();
        return bounds[0];
    }

    /** The type arguments, or the component of an array; empty if there are none. */
    public List<ResolvedType> arguments() {
        if (type instanceof ParameterizedType parameterized) {
            return Arrays.stream(parameterized.getActualTypeArguments())
                    .map(this::with)
                    .toList();
        }
        if (type instanceof GenericArrayType array) {
            return List.of(with(array.getGenericComponentType()));
        }
        return List.of();
    }

    /** The type of a member of this one, which that class declares. */
    public ResolvedType member(Type declared, Class<?> owner) {
        Map<TypeVariable<?>, Type> known = new HashMap<>(bindings);
        bind(owner, known);
        bind(type, known);
        return new ResolvedType(declared, known);
    }

    /** What is kept of it: of an {@code Optional} what it holds. */
    public ResolvedType content() {
        return raw() == Optional.class && !arguments().isEmpty() ? arguments().get(0) : this;
    }

    private ResolvedType with(Type other) {
        return new ResolvedType(other, bindings);
    }

    /** Whether a value could be of both types: one is assignable to the other, and so are their arguments. */
    public boolean isRelatedTo(ResolvedType other) {
        if (isOpen() || other.isOpen()) {
            return true;
        }
        Class<?> raw = raw();
        Class<?> otherRaw = other.raw();
        if (raw != otherRaw) {
            return raw.isAssignableFrom(otherRaw) || otherRaw.isAssignableFrom(raw);
        }
        List<ResolvedType> mine = arguments();
        List<ResolvedType> others = other.arguments();
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            if (!mine.get(i).isRelatedTo(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isOpen() {
        return type instanceof WildcardType || type instanceof TypeVariable<?>;
    }

    @Override
    public String toString() {
        return type.getTypeName();
    }
}
