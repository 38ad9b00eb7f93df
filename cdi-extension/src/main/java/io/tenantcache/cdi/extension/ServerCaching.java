package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.CachingAnnotation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;

/**
 * What a server brings for JSR-107 itself. Payara intercepts the same annotations, and produces a {@code CacheManager}:
 * beside ours each call would be cached twice, and the injection would be ambiguous.
 */
final class ServerCaching {

    private static final String PAYARA = "fish.payara.cdi.jsr107.";

    private ServerCaching() {}

    /** Whether that is a server's interceptor of a caching annotation. */
    static boolean isInterceptor(AnnotatedType<?> type) {
        return isServers(type)
                && type.getAnnotations().stream()
                        .map(Annotation::annotationType)
                        .anyMatch(CachingAnnotation.TYPES::contains);
    }

    /** Whether that is a server's producer of caches. */
    static boolean isProducer(AnnotatedType<?> type) {
        return isServers(type) && type.getJavaClass().getSimpleName().equals("JSR107Producer");
    }

    private static boolean isServers(AnnotatedType<?> type) {
        return type.getJavaClass().getName().startsWith(PAYARA);
    }
}
