package io.tenantcache.jcache;

import io.tenantcache.codec.AllowList;
import java.util.List;

/**
 * Tells of declared types whether a value of them can ever be stored, so that a mistake shows before the first value does. Thread safe.
 */
public final class StorableTypes {

    private static final List<String> PLATFORM = List.of("java.", "javax.", "jakarta.");

    private final AllowList allowed;

    /**
     * As far as those patterns allow it.
     *
     * @param codecAllow what {@code tenantcache.codec.allow} says
     * @throws IllegalArgumentException if a pattern is malformed; the message names it
     */
    public StorableTypes(List<String> codecAllow) {
        this.allowed = AllowList.of(codecAllow, List.of());
    }

    /**
     * Whether no value of the type can be stored: the JDK or the platform declares it, and neither it nor a type that is always allowed
     * and fits it may be stored. Of the application's own types nothing is known: what is allowed of them is decided elsewhere.
     */
    public boolean excludes(Class<?> type) {
        Class<?> element = elementOf(type);
        boolean isPlatforms = PLATFORM.stream().anyMatch(element.getName()::startsWith);
        return isPlatforms
                && !Throwable.class.isAssignableFrom(element)
                && !allowed.permits(element)
                && !AllowList.isAnyAlwaysAllowed(element);
    }

    private static Class<?> elementOf(Class<?> type) {
        return type.isArray() ? elementOf(type.getComponentType()) : type;
    }
}
