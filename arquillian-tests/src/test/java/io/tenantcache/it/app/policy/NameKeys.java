package io.tenantcache.it.app.policy;

import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** Keys that the application can make by itself, to look entries up. */
public class NameKeys implements CacheKeyGenerator {

    /**
     * The key of a name.
     *
     * @param name what is asked for
     */
    public record Key(String name) implements GeneratedCacheKey {}

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
        return new Key((String) invocation.getKeyParameters()[0].getValue());
    }
}
