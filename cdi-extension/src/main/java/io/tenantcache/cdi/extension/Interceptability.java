package io.tenantcache.cdi.extension;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Whether a container can intercept the calls of a method (Jakarta Interceptors 2.1, section 2.1). */
final class Interceptability {

    private Interceptability() {}

    /** Reports a method of which it cannot. */
    static void check(Method method, Object described, Problems problems) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            problems.add(
                    DeploymentRule.INTERCEPTABLE, described, "cannot be intercepted: it is " + modifier(modifiers));
        }
    }

    private static String modifier(int modifiers) {
        if (Modifier.isPrivate(modifiers)) {
            return "private";
        }
        return Modifier.isStatic(modifiers) ? "static" : "final";
    }
}
