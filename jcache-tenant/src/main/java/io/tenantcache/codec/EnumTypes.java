package io.tenantcache.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Whose constants a map or a set holds, though it holds none. */
final class EnumTypes {

    private EnumTypes() {}

    static Class<?> of(EnumMap<?, ?> map) {
        return map.isEmpty() ? written(map) : map.keySet().iterator().next().getDeclaringClass();
    }

    static Class<?> of(EnumSet<?> set) {
        return set.isEmpty() ? written(set) : set.iterator().next().getDeclaringClass();
    }

    /** The one way to ask an empty one: what it writes when it is serialized. */
    private static Class<?> written(Object empty) {
        try (Witness witness = new Witness()) {
            witness.writeObject(empty);
            if (witness.found != null) {
                return witness.found;
            }
        } catch (IOException e) {
            throw new EncodingException(empty.getClass().getName() + " does not tell whose constants it holds", e);
        }
        throw new EncodingException(empty.getClass().getName() + " does not tell whose constants it holds", null);
    }

    /** Sees which enum is written, and writes it nowhere. */
    private static final class Witness extends ObjectOutputStream {

        private @Nullable Class<?> found;

        Witness() throws IOException {
            super(OutputStream.nullOutputStream());
        }

        @Override
        protected void annotateClass(Class<?> type) {
            if (type.isEnum()) {
                found = type;
            }
        }
    }
}
