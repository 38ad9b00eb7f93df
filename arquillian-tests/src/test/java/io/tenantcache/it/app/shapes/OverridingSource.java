package io.tenantcache.it.app.shapes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;

/** Overrides the annotated method, and has a cache of its own. */
@ApplicationScoped
@CacheDefaults(cacheName = "shapes-overridden")
public class OverridingSource extends GenericSource<String> {

    @Override
    @CacheResult
    public String find(Long id) {
        return super.find(id);
    }

    @Override
    protected String create(Long id) {
        return "overridden " + UUID.randomUUID();
    }
}
