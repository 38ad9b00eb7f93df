package io.tenantcache.cdi.operation;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a method returns, and what the cache keeps of it: of an {@link Optional} what it holds, so that a method that puts the
 * value shares the entry with one that finds it or not. Nothing is kept of an empty one: it is an absence, as null is.
 */
final class ResultShape {

    private final boolean isOptional;
    private final Class<?> kept;

    private ResultShape(boolean isOptional, Class<?> kept) {
        this.isOptional = isOptional;
        this.kept = kept;
    }

    /** That of the method. */
    static ResultShape of(Method method) {
        boolean isOptional = method.getReturnType() == Optional.class;
        Class<?> returned = MethodType.methodType(method.getReturnType()).wrap().returnType();
        return new ResultShape(isOptional, isOptional ? content(method.getGenericReturnType()) : returned);
    }

    private static Class<?> content(Type optional) {
        if (!(optional instanceof ParameterizedType parameterized)) {
            return Object.class;
        }
        Type content = parameterized.getActualTypeArguments()[0];
        if (content instanceof ParameterizedType generic) {
            content = generic.getRawType();
        }
        return content instanceof Class<?> plain ? plain : Object.class;
    }

    /** What is kept of that result; null for an absence. */
    @Nullable
    Object toCache(@Nullable Object result) {
        return result instanceof Optional<?> optional && isOptional ? optional.orElse(null) : result;
    }

    /** The result of which that is kept. */
    @Nullable
    Object toResult(@Nullable Object cached) {
        return isOptional ? Optional.ofNullable(cached) : cached;
    }

    /** Whether the method could have returned it. */
    boolean fits(Object cached) {
        return kept.isInstance(cached);
    }
}
