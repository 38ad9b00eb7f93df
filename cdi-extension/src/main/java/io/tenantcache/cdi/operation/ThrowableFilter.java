package io.tenantcache.cdi.operation;

import java.util.List;

/**
 * The failures of a method after which its cache is changed all the same: those named, less those excluded. With
 * exclusions alone, all others; with neither, none.
 *
 * @param included such as {@code evictFor}
 * @param excluded such as {@code noEvictFor}
 */
public record ThrowableFilter(List<Class<? extends Throwable>> included, List<Class<? extends Throwable>> excluded) {

    static ThrowableFilter of(Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded) {
        return new ThrowableFilter(List.of(included), List.of(excluded));
    }

    /** With no inclusions, those of all exceptions; an error is accepted only if it is named. */
    static ThrowableFilter orAllExceptions(
            Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded) {
        return new ThrowableFilter(
                included.length == 0 ? List.of(Exception.class) : List.of(included), List.of(excluded));
    }

    static ThrowableFilter none() {
        return new ThrowableFilter(List.of(), List.of());
    }

    boolean accepts(Throwable failure) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return false;
        }
        return (included.isEmpty() || isAny(included, failure)) && !isAny(excluded, failure);
    }

    private static boolean isAny(List<Class<? extends Throwable>> types, Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }
}
