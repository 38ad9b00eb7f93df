package io.tenantcache.jcache;

import org.jspecify.annotations.Nullable;

/** {@code unwrap}, as all that JSR-107 lets one unwrap have it. */
final class Wrapped {

    private Wrapped() {}

    /**
     * The first of the objects that is of the type.
     *
     * @throws IllegalArgumentException if none is
     */
    static <T> T as(Class<T> type, @Nullable Object first, String what, @Nullable Object... others) {
        if (type.isInstance(first)) {
            return type.cast(first);
        }
        for (Object other : others) {
            if (type.isInstance(other)) {
                return type.cast(other);
            }
        }
        throw new IllegalArgumentException(what + " cannot be unwrapped to " + type.getName());
    }
}
