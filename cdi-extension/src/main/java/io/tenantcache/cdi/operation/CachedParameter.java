package io.tenantcache.cdi.operation;

import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/** A parameter with the value of one call. Its text does not show the value. */
final class CachedParameter implements CacheInvocationParameter {

    private final MethodDeclaration method;
    private final int position;
    private final @Nullable Object value;

    CachedParameter(MethodDeclaration method, int position, @Nullable Object value) {
        this.method = method;
        this.position = position;
        this.value = value;
    }

    @Override
    public Class<?> getRawType() {
        return method.method().getParameterTypes()[position];
    }

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return method.parameterAnnotations().get(position);
    }

    @Override
    public int getParameterPosition() {
        return position;
    }

    @Override
    public String toString() {
        return "parameter " + position + " of " + method.signature();
    }
}
