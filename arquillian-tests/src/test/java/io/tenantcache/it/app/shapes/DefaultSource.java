package io.tenantcache.it.app.shapes;

import java.util.UUID;
import javax.cache.annotation.CacheResult;

/** An interface with an annotated default method. */
public interface DefaultSource extends Source<String> {

    @Override
    @CacheResult(cacheName = "shapes-defaulting")
    default String find(Long id) {
        return "defaulting " + UUID.randomUUID();
    }
}
