package io.tenantcache.cdi.extension;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import java.util.Arrays;

/**
 * What an observer is called in messages.
 *
 * @param type the class that declares it
 * @param method its method's name; blank for one that an extension made
 */
record ObserverName(String type, String method) {

    static ObserverName of(ProcessObserverMethod<?, ?> event) {
        AnnotatedMethod<?> method = event.getAnnotatedMethod();
        return method == null
                ? new ObserverName(event.getObserverMethod().getBeanClass().getName(), "")
                : new ObserverName(
                        method.getJavaMember().getDeclaringClass().getName(),
                        method.getJavaMember().getName());
    }

    /** Whether that failure came out of it: the container does not tell whose it is. */
    boolean threw(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(type)
                        && (method.isEmpty() || frame.getMethodName().equals(method)));
    }

    @Override
    public String toString() {
        return method.isEmpty() ? type : type + '.' + method;
    }
}
