package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.cdi.operation.ResolvedType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that may be stored without being named by {@code tenantcache.codec.allow}: the packages of the
 * application's beans, and those of what the intercepted methods return and take as keys and values, with what their
 * fields declare. What the JDK, the platform's APIs and the server bring is never among them.
 */
final class AllowedPackages {

    private static final List<String> NOT_THE_APPLICATIONS = List.of(
            "java.",
            "javax.",
            "jakarta.",
            "org.eclipse.microprofile.",
            "org.jboss.weld.",
            "io.tenantcache.cdi.tenant.",
            "io.tenantcache.cdi.metrics.",
            "io.tenantcache.cdi.health.");

    private final ClassLoader application;
    private final Set<String> patterns = new TreeSet<>();
    private final Set<Class<?>> seen = new HashSet<>();

    /** The packages of the application that this loader, or one below it, has loaded. */
    AllowedPackages(ClassLoader application) {
        this.application = application;
    }

    void addBean(Class<?> beanClass) {
        if (isApplicationClass(beanClass)) {
            patterns.add(pattern(beanClass));
        }
    }

    /** Adds what the method returns or throws, where that is stored, and what its key and value are made of. */
    void addMethod(CachedMethod method) {
        Class<?> owner = method.declaration().beanClass();
        add(method.getMethod().getGenericReturnType(), owner);
        if (method.exceptionCacheName().isPresent()) {
            for (Type thrown : method.getMethod().getGenericExceptionTypes()) {
                add(thrown, owner);
            }
            method.annotation().failures().included().forEach(thrown -> add(thrown, owner));
        }
        for (Type parameter : method.getMethod().getGenericParameterTypes()) {
            add(parameter, owner);
        }
    }

    /** Adds a type, as a member of that class declares it. */
    void add(Type type, Class<?> owner) {
        add(ResolvedType.of(type, owner));
    }

    private void add(ResolvedType type) {
        type.arguments().forEach(this::add);
        Class<?> raw = elementType(type.raw());
        if (!isApplicationClass(raw) || !seen.add(raw)) {
            return;
        }
        patterns.add(pattern(raw));
        for (Field field : raw.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                add(field.getGenericType(), raw);
            }
        }
        if (raw.getGenericSuperclass() != null) {
            add(raw.getGenericSuperclass(), raw);
        }
    }

    private static Class<?> elementType(Class<?> type) {
        return type.isArray() ? elementType(type.getComponentType()) : type;
    }

    private boolean isApplicationClass(Class<?> type) {
        if (NOT_THE_APPLICATIONS.stream().anyMatch(type.getName()::startsWith)) {
            return false;
        }
        for (ClassLoader loader = type.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader.equals(application)) {
                return true;
            }
        }
        return false;
    }

    private static String pattern(Class<?> type) {
        return type.getPackageName().isEmpty() ? type.getName() : type.getPackageName() + ".*";
    }

    /** The patterns, as in {@code jdk.serialFilter}, in alphabetical order. */
    List<String> patterns() {
        return List.copyOf(patterns);
    }
}
