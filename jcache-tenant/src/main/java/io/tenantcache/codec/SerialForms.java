package io.tenantcache.codec;

import java.lang.reflect.Modifier;
import java.util.Set;

/** What stands in a serialized stream for objects of the allowed classes: they themselves, their superclasses, or proxies. */
final class SerialForms {

    /** The JDK's form of its immutable collections. */
    static final String IMMUTABLE = "java.util.CollSer";

    /** Those that are written in the place of a value, and what the JDK's private classes extend. */
    private static final Set<String> FORMS = Set.of(
            HashedElements.class.getName(),
            CollSer.class.getName(),
            IMMUTABLE,
            "java.time.Ser",
            "java.util.EnumSet$SerializationProxy",
            "[Ljava.lang.Enum;",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$SynchronizedList",
            "java.util.Collections$SynchronizedCollection");

    private SerialForms() {}

    static boolean permits(AllowList allowed, Class<?> type) {
        // An abstract class can be no object's, only what an allowed one extends.
        boolean parent = !type.isArray() && Modifier.isAbstract(type.getModifiers());
        return parent || FORMS.contains(type.getName()) || allowed.permits(type);
    }
}
