package io.tenantcache.it.app.limit;

import io.tenantcache.cdi.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.cache.annotation.CacheResult;

/** A source that may be asked twice in an hour; its cache as often as anybody likes. */
@ApplicationScoped
public class LimitedBean {

    @CacheResult(cacheName = "loaded")
    @RateLimited(value = "loads", limit = 2, window = "1h", per = "tenant", countHits = "false")
    public String loaded(String id) {
        return UUID.randomUUID().toString();
    }
}
