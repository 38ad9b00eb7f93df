package io.tenantcache.it.app.servlet;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** Counts how often it is asked. */
@ApplicationScoped
public class Counters {

    private final AtomicInteger calls = new AtomicInteger();

    @CacheResult(cacheName = "counters")
    public int count(String name) {
        return calls.incrementAndGet();
    }

    @CacheRemove(cacheName = "counters")
    public void forget(String name) {}
}
