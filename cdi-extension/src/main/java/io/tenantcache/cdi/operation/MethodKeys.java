package io.tenantcache.cdi.operation;

import io.tenantcache.ParameterKey;
import java.util.Optional;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** Makes the keys of one method's calls: of its key parameters, or as the application's generator says. */
final class MethodKeys {

    private final CachedMethod method;
    private final @Nullable CacheKeyGenerator generator;

    MethodKeys(CachedMethod method, Instances instances) {
        this.method = method;
        Optional<CacheKeyGenerator> own = method.keyGenerator().map(instances::instance);
        this.generator = own.orElse(null);
    }

    /**
     * The key of the call.
     *
     * @throws RuntimeException what the application's generator throws
     */
    GeneratedCacheKey key(Invocation invocation) {
        if (generator == null) {
            @Nullable Object[] values = invocation.parameters();
            return ParameterKey.of(
                    method.keyPositions().mapToObj(position -> values[position]).toArray());
        }
        GeneratedCacheKey key = generator.generateCacheKey(new CachedInvocation(method, invocation));
        if (key == null) {
            throw new IllegalStateException("The key generator "
                    + generator.getClass().getName() + " made no key for " + method + ". Return a GeneratedCacheKey");
        }
        return key;
    }
}
