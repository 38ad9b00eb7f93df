package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** Has the cache of all its methods chosen, and shares that with the one method of {@link Names} that has it chosen too. */
@ApplicationScoped
@CacheDefaults(cacheName = "shapes-names", cacheKeyGenerator = LowerCase.class, cacheResolverFactory = Archive.class)
public class Archived {

    @CacheResult
    public String find(String name) {
        return UUID.randomUUID().toString();
    }

    @CacheRemove
    public void remove(String name) {}
}
