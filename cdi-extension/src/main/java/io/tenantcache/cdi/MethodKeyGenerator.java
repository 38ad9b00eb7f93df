package io.tenantcache.cdi;

import io.tenantcache.ParameterKey;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Stream;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/**
 * Keys of the annotated method and its key parameters, for methods that share a cache and must not share its entries:
 *
 * <pre>{@code
 * @CacheResult(cacheName = "contacts", cacheKeyGenerator = MethodKeyGenerator.class)
 * }</pre>
 *
 * <p>An entry under such a key is found by that method alone: {@code @CachePut} and {@code @CacheRemove} on another
 * method do not reach it, {@code @CacheRemoveAll} and cascades do. A method that several beans inherit is one method.
 */
public final class MethodKeyGenerator implements CacheKeyGenerator {

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
        Stream<Object> values = Arrays.stream(invocation.getKeyParameters()).map(CacheInvocationParameter::getValue);
        return ParameterKey.of(Stream.concat(Stream.of(signature(invocation.getMethod())), values)
                .toArray());
    }

    private static String signature(Method method) {
        StringJoiner parameters = new StringJoiner(",", "(", ")");
        for (Class<?> type : method.getParameterTypes()) {
            parameters.add(type.getName());
        }
        return method.getDeclaringClass().getName() + '.' + method.getName() + parameters;
    }
}
