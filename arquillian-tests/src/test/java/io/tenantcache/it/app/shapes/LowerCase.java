package io.tenantcache.it.app.shapes;

import java.lang.annotation.Annotation;
import java.util.Locale;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** Keys without regard to case. A plain class, no bean. */
public class LowerCase implements CacheKeyGenerator {

    /**
     * A key of a type of the application.
     *
     * @param text in lower case
     */
    public record Key(String text) implements GeneratedCacheKey {}

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
        Object first = invocation.getKeyParameters()[0].getValue();
        return new Key(first.toString().toLowerCase(Locale.ROOT));
    }
}
