package io.tenantcache.codec;

import io.tenantcache.ParameterKey;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose objects may be stored and read back: value types and collections of the JDK; the types that a cache
 * declares, with what their fields declare; and what patterns allow. A pattern that rejects wins over the declared types and
 * over other patterns. Thread safe.
 */
public final class AllowList {

    /**
     * What the JDK takes without a word goes further: a star in the middle, which it compares as a character, and limits,
     * which would not be kept here.
     */
    private static final Pattern CLASSES = Pattern.compile(
            "!?([^\\s*;=,!/]+/)?[^\\s*;=,!/]*\\*{0,2}" + "(;!?([^\\s*;=,!/]+/)?[^\\s*;=,!/]*\\*{0,2})*");

    private final List<ObjectInputFilter> filters;
    private final Set<Class<?>> declared;
    private final ConcurrentMap<Class<?>, Boolean> decisions = new ConcurrentHashMap<>();

    private AllowList(List<ObjectInputFilter> filters, Set<Class<?>> declared) {
        this.filters = filters;
        this.declared = declared;
    }

    /**
     * A list of its own.
     *
     * @param patterns as in {@code jdk.serialFilter}: {@code com.acme.**}, {@code com.acme.*}, {@code !com.acme.Bad}
     * @param declared the types that a cache declares
     * @throws IllegalArgumentException if a pattern is malformed; the message names it
     */
    public static AllowList of(List<String> patterns, Collection<? extends Class<?>> declared) {
        List<ObjectInputFilter> filters = new ArrayList<>();
        for (String pattern : patterns) {
            ObjectInputFilter filter = filter(pattern);
            if (filter != null) {
                filters.add(filter);
            }
        }
        return new AllowList(List.copyOf(filters), DeclaredTypes.of(declared));
    }

    private static @Nullable ObjectInputFilter filter(String pattern) {
        String stripped = pattern.strip();
        if (!stripped.isEmpty() && !CLASSES.matcher(stripped).matches()) {
            throw malformed(pattern, null);
        }
        try {
            return ObjectInputFilter.Config.createFilter(stripped);
        } catch (IllegalArgumentException e) {
            throw malformed(pattern, e);
        }
    }

    private static IllegalArgumentException malformed(String pattern, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "tenantcache.codec.allow holds '" + pattern
                        + "', which is no pattern of jdk.serialFilter for classes. Write"
                        + " com.acme.** for a package and those below it, com.acme.* for a package, or a class name",
                cause);
    }

    /** Whether objects of any class that fits the type may be stored whatever a list says. */
    public static boolean isAnyAlwaysAllowed(Class<?> type) {
        return JdkTypes.isAny(type);
    }

    /** Whether objects of the class may be stored. An array's elements decide on it. */
    public boolean permits(Class<?> type) {
        return decisions.computeIfAbsent(type, this::decide);
    }

    /**
     * Makes sure of it.
     *
     * @throws ClassNotAllowedException if they may not
     */
    public void require(Class<?> type) {
        if (!permits(type)) {
            throw new ClassNotAllowedException(type);
        }
    }

    private boolean decide(Class<?> type) {
        Class<?> plain = plain(type);
        if (plain.isHidden()) {
            // A lambda's: no name leads back to it.
            return false;
        }
        if (plain.isPrimitive() || JdkTypes.contains(plain) || isContainer(type)) {
            return true;
        }
        List<Status> opinions = filters.stream()
                .map(filter -> filter.checkInput(new Question(plain)))
                .toList();
        return !opinions.contains(Status.REJECTED) && (opinions.contains(Status.ALLOWED) || declared.contains(plain));
    }

    /** What holds nothing of its own: the list is asked about each thing in it. */
    private static boolean isContainer(Class<?> type) {
        return type == ParameterKey.class || type == Object[].class;
    }

    /** The class that decides: of an array that of its elements, of a constant of an enum the enum. */
    private static Class<?> plain(Class<?> type) {
        Class<?> plain = type;
        while (plain.isArray()) {
            plain = plain.getComponentType();
        }
        Class<?> parent = plain.getSuperclass();
        return parent != null && parent.isEnum() ? parent : plain;
    }

    /** What a filter is asked: about a class, and nothing else. */
    private record Question(Class<?> serialClass) implements ObjectInputFilter.FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 0;
        }

        @Override
        public long references() {
            return 0;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }
}
