package io.tenantcache.it.app.shapes;

import io.tenantcache.TenantCacheManager;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** Keys of the first letter alone. A bean, since it has what only a bean can have. */
@ApplicationScoped
public class Initials implements CacheKeyGenerator {

    @Inject
    TenantCacheManager manager;

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
        if (manager.isClosed()) {
            throw new IllegalStateException("Nothing was injected that works");
        }
        return new LowerCase.Key(
                invocation.getKeyParameters()[0].getValue().toString().substring(0, 1));
    }
}
