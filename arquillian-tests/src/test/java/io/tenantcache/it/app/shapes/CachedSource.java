package io.tenantcache.it.app.shapes;

import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;

/** An interface whose method has the annotation, which does not count on the one that implements it. */
@CacheDefaults(cacheName = "shapes-of-interface")
public interface CachedSource extends Source<String> {

    @Override
    @CacheResult
    String find(Long id);
}
