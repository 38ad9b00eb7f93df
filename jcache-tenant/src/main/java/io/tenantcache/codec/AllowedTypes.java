package io.tenantcache.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The allowed classes by their names; an array's is that of its elements and brackets. None is initialised. Thread safe. */
final class AllowedTypes {

    private static final String ARRAY = "[]";
    private static final int LONGEST_NAME = 2_000;

    private static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    short.class,
                    char.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    private final AllowList allowed;
    private final ClassLoader classLoader;
    /** As many as there are allowed classes, at most. */
    private final ConcurrentMap<String, Class<?>> found = new ConcurrentHashMap<>();

    AllowedTypes(AllowList allowed, ClassLoader classLoader) {
        this.allowed = allowed;
        this.classLoader = classLoader;
    }

    static String name(Class<?> type) {
        return type.getTypeName();
    }

    /**
     * The class of that name.
     *
     * @throws DecodingException if there is none
     * @throws ClassNotAllowedException if it is not allowed
     */
    Class<?> get(String name) {
        Class<?> known = found.get(name);
        if (known != null) {
            return known;
        }
        Class<?> type = name.length() > LONGEST_NAME ? null : load(name);
        if (type == null) {
            throw new DecodingException("Bytes name a class that is not there", null);
        }
        allowed.require(type);
        found.put(name, type);
        return type;
    }

    private @Nullable Class<?> load(String name) {
        if (name.endsWith(ARRAY)) {
            Class<?> element = load(name.substring(0, name.length() - ARRAY.length()));
            return element == null ? null : element.arrayType();
        }
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return primitive;
        }
        try {
            return Class.forName(name, false, classLoader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
