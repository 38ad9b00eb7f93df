package io.tenantcache.it.app.refused;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** Makes two mistakes. */
@ApplicationScoped
public class Mistaken {

    @CacheResult(cacheName = "mistakes")
    @CacheRemove(cacheName = "mistakes")
    public String both(String id) {
        return id;
    }

    @CachePut(cacheName = "mistakes")
    public void nothingToPut(String id, String value) {}
}
