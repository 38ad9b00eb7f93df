package io.tenantcache.it.app.limit;

import io.tenantcache.cdi.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheResult;

/** A source that may be asked twice in an hour; its cache as often as anybody likes. */
@ApplicationScoped
public class LimitedBean {

    @CacheResult(cacheName = "loaded")
    @RateLimited(value = "loads", limit = 2, window = "1h", per = "tenant", countHits = "false")
    public String loaded(String id) {
        return UUID.randomUUID().toString();
    }

    /** Under a limit that counts what the cache answers, and one that does not. */
    @CacheResult(cacheName = "mixed")
    @RateLimited(value = "sources", limit = 1, window = "1h", per = "tenant", countHits = "false")
    @RateLimited(value = "calls", limit = 4, window = "1h", per = "tenant")
    public CompletionStage<String> mixed(String id) {
        return CompletableFuture.supplyAsync(() -> id + " " + System.nanoTime());
    }
}
