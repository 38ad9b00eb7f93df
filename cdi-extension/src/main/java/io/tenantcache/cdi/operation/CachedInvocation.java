package io.tenantcache.cdi.operation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import org.jspecify.annotations.Nullable;

/** A call as the application's key generators and cache resolvers see it. */
final class CachedInvocation implements CacheKeyInvocationContext<Annotation> {

    private final CachedMethod method;
    private final Invocation invocation;

    CachedInvocation(CachedMethod method, Invocation invocation) {
        this.method = method;
        this.invocation = invocation;
    }

    @Override
    public Object getTarget() {
        return invocation.target();
    }

    @Override
    public CacheInvocationParameter[] getAllParameters() {
        return parameters(IntStream.range(0, invocation.parameters().length));
    }

    @Override
    public CacheInvocationParameter[] getKeyParameters() {
        return parameters(method.keyPositions());
    }

    @Override
    public @Nullable CacheInvocationParameter getValueParameter() {
        return method.parameter(method.valuePosition(), invocation.parameters());
    }

    private CacheInvocationParameter[] parameters(IntStream positions) {
        @Nullable Object[] values = invocation.parameters();
        return positions
                .mapToObj(position -> method.parameter(position, values))
                .toArray(CacheInvocationParameter[]::new);
    }

    @Override
    public Method getMethod() {
        return method.getMethod();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return method.getAnnotations();
    }

    @Override
    public Annotation getCacheAnnotation() {
        return method.getCacheAnnotation();
    }

    @Override
    public String getCacheName() {
        return method.getCacheName();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A caching invocation cannot be unwrapped to " + type.getName());
    }

    /** Names the method; the arguments are never printed. */
    @Override
    public String toString() {
        return method.toString();
    }
}
