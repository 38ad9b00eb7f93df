package io.tenantcache.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;

/** Each call has a number: what is found after one that says it anew is not to be lower. */
@ApplicationScoped
@CacheDefaults(cacheName = "numbers")
public class Numbers {

    private final AtomicInteger calls = new AtomicInteger();

    @CacheResult
    public int find(long id) {
        return next();
    }

    @CacheResult(skipGet = true)
    public int renew(long id) {
        return next();
    }

    @CacheResult
    public CompletionStage<Integer> findLater(long id) {
        int number = next();
        return CompletableFuture.supplyAsync(() -> number);
    }

    @CacheResult(skipGet = true)
    public CompletionStage<Integer> renewLater(long id) {
        return CompletableFuture.completedFuture(next());
    }

    private int next() {
        return calls.incrementAndGet();
    }
}
