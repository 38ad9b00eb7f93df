package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** Names no cache: each method has one of its own name. */
@ApplicationScoped
public class Unnamed {

    /** The name of the cache of {@link #find}. */
    public static final String CACHE = "io.tenantcache.it.app.shapes.Unnamed.find(java.lang.String)";

    @CacheResult
    public String find(String name) {
        return UUID.randomUUID().toString();
    }

    @CacheRemove(cacheName = CACHE)
    public void remove(@CacheKey String name) {}
}
